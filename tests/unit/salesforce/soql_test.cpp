#include "salesforce/soql.hpp"

#include "salesforce/record_id.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using testing::objects;

TEST_CASE("a literal can't be left by anything inside it") {
  const std::pair<std::string, std::string> cases[] = {
      {"Account", "'Account'"},
      {"", "''"},
      {"O'Neill", R"('O\'Neill')"},
      {R"(back\slash)", R"('back\\slash')"},
      {R"(\')", R"('\\\'')"},
      {"') OR Name != ('", R"('\') OR Name != (\'')"},
      {"line\nbreak\ttab\rreturn", R"('line\nbreak\ttab\rreturn')"},
      {"Größe", "'Größe'"},
      {"\"quoted\"", "'\"quoted\"'"},
  };
  for (const auto& [text, quoted] : cases) CHECK(soql::literal(text) == quoted);
}

TEST_CASE("only letters, digits and underscores make an identifier") {
  for (const char* good : {"Account", "My_Object__c", "ns__Thing2__mdt", "a"}) CHECK(soql::is_identifier(good));
  for (const char* bad : {"", "2nd", "_x", "A B", "A'", "A;B", "A.B", "Größe", "A\\"}) {
    CHECK_FALSE(soql::is_identifier(bad));
  }
}

TEST_CASE("a name that is no identifier is quoted after FROM, where the org refuses it") {
  CHECK(soql::from("Account") == "Account");
  CHECK(soql::from("Account WHERE Id != null") == "'Account WHERE Id != null'");
}

TEST_CASE("an IN list quotes each name") {
  CHECK(soql::in_list("SobjectType", objects({"Account"})) == "SobjectType IN ('Account')");
  CHECK(soql::in_list("A.B", objects({"X", "O'Y"})) == R"(A.B IN ('X','O\'Y'))");
}

TEST_CASE("an address keeps the unreserved characters and encodes all others") {
  const std::pair<std::string, std::string> cases[] = {
      {"AZaz09-._~", "AZaz09-._~"},           {"a b+c", "a%20b%2Bc"}, {"IN ('X')", "IN%20%28%27X%27%29"},
      {"100%&#/?=", "100%25%26%23%2F%3F%3D"}, {"\xC3\xB6", "%C3%B6"},
  };
  for (const auto& [text, encoded] : cases) CHECK(soql::percent_encoded(text) == encoded);
}

TEST_CASE("ids of 15 and of 18 characters are brought to one form") {
  CHECK(long_id("00D300000000aBC") == "00D300000000aBCEAY");
  CHECK(long_id("00D300000000aBCEAY") == "00D300000000aBCEAY");
  CHECK(long_id("000000000000000") == "000000000000000AAA");
  for (const char* bad : {"", "00D", "00D30000000a-BC", "00D300000000aBCE"}) CHECK_FALSE(long_id(bad));
}
