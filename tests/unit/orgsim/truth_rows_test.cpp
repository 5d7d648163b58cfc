// What the truth tells of rows is what queries of them find, for whoever asks.

#include "orgsim/data/spread.hpp"
#include "orgsim/data/truth.hpp"
#include "tests/unit/orgsim/soql_org.hpp"

#include <map>

using namespace orgsim_test;
namespace json = boost::json;

namespace {

json::object truth_of(const soql_org& org, orgsim::object_index o) {
  std::string text = "{";
  orgsim::append_truth(text, {org.objects, org.who, org.counts, org.sees}, o);
  return json::parse(text + "}").as_object().begin()->value().as_object();
}

// Value to number of rows, by GROUP BY.
std::map<std::string, std::int64_t> grouped(soql_org& org, const std::string& column, const std::string& object) {
  std::map<std::string, std::int64_t> counts;
  const json::object page = org.page("SELECT " + column + " v, COUNT(Id) n FROM " + object + " WHERE " + column +
                                     " != null GROUP BY " + column);
  for (const json::value& row : page.at("records").as_array())
    counts[std::string(row.at("v").as_string())] = row.at("n").as_int64();
  return counts;
}

std::map<std::string, std::int64_t> told(const json::value& v) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& [name, count] : v.as_object()) counts[std::string(name)] = count.as_int64();
  return counts;
}

void check_rows(soql_org& org, const std::string& object) {
  CAPTURE(object);
  const json::object truth = truth_of(org, *org.objects.find(object));
  CHECK(org.total("SELECT COUNT() FROM " + object) == truth.at("record_count").as_int64());
  const json::object& rows = truth.at("rows").as_object();
  for (const auto& [field, filled] : rows.at("filled").as_object()) {
    const std::string name(field);
    CAPTURE(name);
    std::string filled_rows = "SELECT COUNT() FROM ";
    filled_rows.append(object).append(" WHERE ").append(name).append(" != null");
    if (!org.verdict(filled_rows).empty()) continue;  // long text and the like, whose rows would have to be read
    CHECK(org.total(filled_rows) == filled.as_int64());
  }
  for (const auto& [field, counts] : rows.at("picklists").as_object())
    CHECK(grouped(org, std::string(field), object) == told(counts));
  if (rows.contains("owners")) {
    std::map<std::string, std::int64_t> owners;
    for (const auto& [id, n] : grouped(org, "OwnerId", object))
      for (const orgsim::user& u : org.who.users)
        if (u.id == id) owners[u.name] += n;
    CHECK(owners == told(rows.at("owners")));
  }
  if (rows.contains("record_types"))
    CHECK(grouped(org, "RecordType.DeveloperName", object) == told(rows.at("record_types")));
  if (!rows.contains("last_modified")) return;
  CHECK(org.total("SELECT COUNT() FROM " + object + " WHERE LastModifiedDate < 2023-01-02T12:00:00Z") ==
        rows.at("older_than_two_years").as_int64());
  CHECK(org.page("SELECT MAX(LastModifiedDate) FROM " + object).at("records").at(0).at("expr0") ==
        rows.at("last_modified").at("last"));
}

}  // namespace

TEST_CASE("counts over the first rows by arithmetic are what going through them gives") {
  for (std::uint64_t n = 0; n < 30; ++n) {
    const orgsim::spread order(n, orgsim::draw(7, n));
    for (std::uint64_t rows = 0; rows <= n; ++rows)
      for (std::uint64_t bound = 0; bound <= n; ++bound) {
        std::int64_t count = 0;
        for (std::uint64_t row = 0; row < rows; ++row) count += order.rank(row) < bound ? 1 : 0;
        CHECK(order.below(rows, bound) == count);
      }
  }
}

TEST_CASE("fill counts, picklists, owners, record types and dates of rows are what queries find") {
  soql_org org(300, 9);
  int checked = 0;
  for (orgsim::object_index o = 0; o < org.objects.size(); ++o) {
    const auto rows = org.counts.of(o);
    if (!rows || *rows == 0 || *rows > 6000 || org.counts.is_setup(o)) continue;
    if (++checked > 12 && org.objects.at(o).name != "Contact") continue;
    check_rows(org, org.objects.at(o).name);
  }
  CHECK(checked > 5);
}

TEST_CASE("a user without View All Data is told of fewer rows, by queries as by the truth") {
  soql_org everybody(300, 9);
  orgsim::rights few;
  few.view_all_data = false;
  soql_org org(300, 9, {}, few);
  CHECK(org.total("SELECT COUNT() FROM Account") < everybody.total("SELECT COUNT() FROM Account"));
  check_rows(org, "Account");
}

TEST_CASE("rows modified over two years before the org's clock are told to the row") {
  soql_org org(300, 9);
  const json::object truth = truth_of(org, *org.objects.find("Account"));
  CHECK(org.total("SELECT COUNT() FROM Account WHERE LastModifiedDate < 2023-01-02T12:00:00Z") ==
        truth.at("rows").at("older_than_two_years").as_int64());
}
