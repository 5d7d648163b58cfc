// However the objects are split into sets and the rows into pages, every object's answer is that of a set of one.
#include "salesforce/parts/field_permissions.hpp"
#include "salesforce/parts/flows.hpp"
#include "salesforce/parts/set_part.hpp"
#include "salesforce/parts/triggers.hpp"
#include "salesforce/parts/validation_rules.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <algorithm>
#include <random>
#include <span>

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::testing;

namespace {

using random_source = std::mt19937_64;

std::size_t below(random_source& random, std::size_t n) {
  return static_cast<std::size_t>(random() % n);
}

/// A row that any of the four parts can read: each looks at its own members only.
std::string any_row(random_source& random, const std::string& object) {
  const auto name = "N" + std::to_string(below(random, 5));
  const auto path = R"({"QualifiedApiName":")" + object + "\"}";
  const auto flag = [&] { return std::string(below(random, 2) == 0 ? "true" : "false"); };
  return R"({"Name":")" + name + R"(","ApiName":")" + name + R"(","ValidationName":")" + name +
         R"(","EntityDefinition":)" + path + R"(,"TriggerObjectOrEvent":)" + path + R"(,"SobjectType":")" + object +
         R"(","Field":")" + object + "." + name + R"(","PermissionsRead":)" + flag() + R"(,"PermissionsEdit":)" +
         flag() + R"(,"Parent":{"Label":"L)" + std::to_string(below(random, 4)) + R"(","IsOwnedByProfile":)" + flag() +
         R"(,"Profile":{"Name":"P"}}})";
}

struct world {
  std::vector<object_name> objects;
  std::vector<std::pair<std::size_t, std::string>> rows;  ///< object's place, row
};

world make_world(random_source& random) {
  world w;
  const auto count = 1 + below(random, 60);
  for (std::size_t i = 0; i < count; ++i) w.objects.emplace_back("Object" + std::to_string(i) + "__c");
  for (std::size_t i = below(random, 200); i > 0; --i) {
    const auto place = below(random, count);
    w.rows.emplace_back(place, any_row(random, w.objects[place].str()));
  }
  return w;
}

/// Plays the org for one set: its rows in random pages.
std::vector<answer> harvest(random_source& random, const part& p, const world& w, std::size_t first,
                            std::size_t count) {
  const std::span<const object_name> set(w.objects.data() + first, count);
  std::vector<std::string> rows;
  for (const auto& [place, row] : w.rows) {
    if (place >= first && place < first + count) rows.push_back(row);
  }
  std::ranges::shuffle(rows, random);
  const auto reader = p.reader(count == 1 ? form_kind::single : form_kind::set_query, set);
  for (std::size_t at = 0, page = 1;; ++page) {
    const auto end = std::min(rows.size(), at + 1 + below(random, 40));
    std::string text;
    for (; at < end; ++at) text += (text.empty() ? "" : ",") + rows[at];
    const bool more = at < rows.size();
    const auto next = more ? "/services/data/v62.0/query/1-" + std::to_string(page) : std::string{};
    const auto verdict = reader->read(reply(200, page_of(text, next)));
    REQUIRE(std::holds_alternative<next_page>(verdict) == more);
    REQUIRE_FALSE(std::holds_alternative<unreadable>(verdict));
    if (!more) return reader->answers();
  }
}

}  // namespace

TEST_CASE("for any split into sets the answers equal those of sets of one") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    random_source random(seed);
    const auto w = make_world(random);
    for (const auto& p : {make_flows(), make_triggers(), make_validation_rules(), make_field_permissions()}) {
      std::vector<std::string> singly;
      for (std::size_t i = 0; i < w.objects.size(); ++i) singly.push_back(harvest(random, *p, w, i, 1).at(0).payload);
      std::vector<std::string> in_sets;
      while (in_sets.size() < w.objects.size()) {
        const auto left = w.objects.size() - in_sets.size();
        const auto count = std::min(left, 1 + below(random, set_part::objects_max));
        for (auto& each : harvest(random, *p, w, in_sets.size(), count)) in_sets.push_back(std::move(each.payload));
      }
      CHECK(in_sets == singly);
    }
  }
}
