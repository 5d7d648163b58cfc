#include "orgsim/soql/names.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

std::optional<std::size_t> column_named(const table& t, std::string_view name) {
  const auto columns = t.columns();
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const column_info& c) { return alike(c.path, name); });
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::optional<std::size_t> relation_named(const table& t, std::string_view name) {
  const auto relations = t.relations();
  const auto found =
      std::find_if(relations.begin(), relations.end(), [&](const relation_info& r) { return alike(r.path, name); });
  if (found == relations.end()) return std::nullopt;
  return static_cast<std::size_t>(found - relations.begin());
}

// `Contact.Name` is under Contact.
bool under(std::string_view name, std::string_view own) {
  return !own.empty() && name.size() > own.size() && name[own.size()] == '.' && alike(name.substr(0, own.size()), own);
}

}  // namespace

// `Contact.Name FROM Contact` and `c.Name FROM Contact c` mean Name; `a.Name FROM Contact c, c.Account a` Account.Name.
std::string names::plain(const std::string& written) const {
  std::string name = written;
  const auto begins = [&name](const std::string& own) { return under(name, own); };
  for (const path_alias& more : from_.more_aliases)
    if (begins(more.alias)) name = more.stands_for.text + name.substr(more.alias.size());
  for (const std::string& own : {from_.from.text, from_.alias})
    if (begins(own) && !column_named(root_, name)) return name.substr(own.size() + 1);
  return name;
}

boost::system::result<named_column, refusal> names::column(const path& written) const {
  auto found = column_of(root_, written, plain(written.text));
  // `Contact.FirstName` of an object that has a relation of its own name.
  if (!found && under(written.text, from_.from.text))
    if (auto whole = column_of(root_, written, written.text)) return whole;
  return found;
}

boost::system::result<named_column, refusal> names::column_of(const table& start, const path& written,
                                                              const std::string& name) const {
  constexpr std::size_t most_steps = 5;
  named_column result;
  const table* here = &start;
  std::string rest = name;
  for (;;) {
    if (const auto column = column_named(*here, rest)) {
      result.at.column = *column;
      result.info = &here->columns()[*column];
      result.owner = here;
      result.at.type = result.info->type;
      result.at.path += result.info->path;
      return result;
    }
    const std::size_t dot = rest.find('.');
    if (dot == std::string::npos) return unknown(*here, written, rest);
    const auto relation = relation_named(*here, rest.substr(0, dot));
    if (!relation) return unknown(*here, written, rest);
    const relation_info& info = here->relations()[*relation];
    table_ptr to = info.target.empty() ? nullptr : tables_.find(info.target);
    if (!to) return unknown(*here, written, rest);
    if (result.at.steps.size() == most_steps)
      return malformed(point_at(from_.text, written.at, "a path can go through at most 5 relationships"));
    result.at.path += info.path + ".";
    result.at.steps.push_back({*relation, to});
    here = to.get();
    rest.erase(0, dot + 1);
  }
}

refusal names::unknown(const table& t, const path& written, const std::string& name) const {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return unknown_column(from_.text, written.at, name, t.name());
  for (const relation_info& relation : t.relations())
    if (alike(relation.path, std::string_view(name).substr(0, dot)))
      return unknown_column(from_.text, written.at, name.substr(dot + 1), relation.type);
  return unknown_relationship(from_.text, written.at, name.substr(0, name.find('.')));
}

}  // namespace sluice::orgsim::soql
