#include "salesforce/sobject_facts.hpp"

#include <memory>

namespace sluice {

facts_ptr facts_of(std::optional<bool> queryable) {
  static const facts_ptr unknown = std::make_shared<sobject_facts>(std::nullopt);
  static const facts_ptr yes = std::make_shared<sobject_facts>(true);
  static const facts_ptr no = std::make_shared<sobject_facts>(false);
  if (!queryable) return unknown;
  return *queryable ? yes : no;
}

}  // namespace sluice
