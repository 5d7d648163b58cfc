#include "orgsim/behaviour/asking.hpp"

#include "orgsim/data/draw.hpp"

namespace sluice::orgsim {

asking asking_counts::next(std::string_view method, std::string_view target, std::string_view body) {
  asking a;
  a.kind = kind_of(target);
  a.question = mix(hash_text(target) ^ hash_text(method));
  if (!body.empty() && a.kind != call_kind::login) a.question = mix(a.question ^ hash_text(body));
  if (asked_.size() >= most_remembered) asked_.clear();
  a.nth = asked_[a.question]++;
  a.number = ++calls_;
  return a;
}

}  // namespace sluice::orgsim
