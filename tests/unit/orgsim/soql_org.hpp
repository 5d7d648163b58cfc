// An org to ask statements of, without a server: what the tests of SOQL build in one line.
#pragma once

#include "orgsim/answers/query_answers.hpp"
#include "orgsim/data/clock.hpp"
#include "orgsim/soql/parser.hpp"
#include "orgsim/tables/tables.hpp"

#include <cstdint>
#include <string>

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

namespace orgsim_test {

namespace orgsim = sluice::orgsim;

struct soql_org {
  explicit soql_org(std::size_t size = 300, std::uint64_t seed = 3, orgsim::traps with = {}, orgsim::rights may = {})
      : objects(orgsim::org::made_up(seed, size)), who(orgsim::make_people(seed)), how(with), sees(std::move(may)) {}

  orgsim::org objects;
  orgsim::people who;
  orgsim::traps how;
  orgsim::rights sees;
  orgsim::record_counts counts{objects, who, how};
  orgsim::query_answers answers{{objects, who, counts, how}, 10};

  orgsim::reply ask(const std::string& text, bool tooling = false, bool deleted_too = false, bool columns = false) {
    return answers.first_page({"/services/data/v64.0", tooling, text, {}, columns, deleted_too, sees});
  }
  boost::json::object page(const std::string& text, bool tooling = false, bool deleted_too = false) {
    const orgsim::reply r = ask(text, tooling, deleted_too);
    CAPTURE(text);
    CAPTURE(*r.body);
    REQUIRE(r.status == 200);
    return boost::json::parse(*r.body).as_object();
  }
  std::int64_t total(const std::string& text, bool tooling = false, bool deleted_too = false) {
    return page(text, tooling, deleted_too).at("totalSize").as_int64();
  }
  // The single number of an aggregate.
  std::int64_t number(const std::string& text) {
    return page(text).at("records").at(0).at("expr0").to_number<std::int64_t>();
  }
  // "" for an answered statement, else its errorCode.
  std::string verdict(const std::string& text, bool tooling = false) {
    const orgsim::reply r = ask(text, tooling);
    if (r.status == 200) return "";
    return std::string(boost::json::parse(*r.body).at(0).at("errorCode").as_string());
  }
};

}  // namespace orgsim_test
