// Statements with what an org says of them, each by the page of Salesforce's documentation that it rests on, or by a
// recording ("recorded": soql-accepted.txt and soql-refused.txt of real orgs). Pages are below
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/ unless they name another book.

#include "tests/unit/orgsim/soql_org.hpp"

#include <array>
#include <set>

using namespace orgsim_test;

namespace {

struct line {
  const char* statement = "";
  const char* expected = "";  // an errorCode, or what the first row must hold, or "" for any answer
  const char* page = "";
  bool tooling = false;
};

const line lines[] = {
    // SELECT
    {"SELECT Id, Name FROM Account LIMIT 1", "", "sforce_api_calls_soql_select.htm"},
    {"select ID, NAME from ACCOUNT limit 1", "", "sforce_api_calls_soql_select.htm"},
    {"SELECT Name FROM Account a WHERE a.Name LIKE 'A%'", "", "sforce_api_calls_soql_alias.htm"},
    {"SELECT COUNT() FROM Contact c, c.Account a WHERE a.Name = 'MyriadPubs'", "", "sforce_api_calls_soql_alias.htm"},
    {"SELECT Name, Name FROM Account", "INVALID_FIELD", "sforce_api_calls_soql_select.htm"},
    {"SELECT Name n FROM Account", "MALFORMED_QUERY", "sforce_api_calls_soql_alias.htm"},
    {"SELECT * FROM Account", "MALFORMED_QUERY", "sforce_api_calls_soql_select.htm"},
    {"SELECT FROM Account", "MALFORMED_QUERY", "sforce_api_calls_soql_select.htm"},
    {"SELECT Nothing__c FROM Account", "INVALID_FIELD", "recorded"},
    {"SELECT Id FROM Nothing__c", "INVALID_TYPE", "recorded"},
    {"SELECT FIELDS(STANDARD) FROM Account LIMIT 1", "", "sforce_api_calls_soql_select_fields.htm"},
    {"SELECT FIELDS(ALL) FROM Account LIMIT 200", "", "sforce_api_calls_soql_select_fields.htm"},
    {"SELECT Id, FIELDS(CUSTOM) FROM Account LIMIT 200", "", "sforce_api_calls_soql_select_fields.htm"},
    {"SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY", "sforce_api_calls_soql_select_fields.htm"},
    {"SELECT FIELDS(CUSTOM) FROM Account LIMIT 201", "MALFORMED_QUERY", "sforce_api_calls_soql_select_fields.htm"},
    {"SELECT FIELDS(SOME) FROM Account LIMIT 1", "MALFORMED_QUERY", "sforce_api_calls_soql_select_fields.htm"},
    {"SELECT toLabel(Type) FROM Account LIMIT 1", "", "sforce_api_calls_soql_select_tolabel.htm"},
    {"SELECT FORMAT(AnnualRevenue) FROM Account LIMIT 1", "", "sforce_api_calls_soql_select_format.htm"},
    {"SELECT convertCurrency(AnnualRevenue) FROM Account LIMIT 1", "",
     "sforce_api_calls_soql_querying_currency_fields.htm"},
    // Relationships
    {"SELECT Contact.FirstName, Contact.Account.Name FROM Contact", "", "sforce_api_calls_soql_relationships.htm"},
    {"SELECT Id, Owner.Name, Owner.Type FROM Lead LIMIT 1", "",
     "sforce_api_calls_soql_relationships_and_polymorph_keys.htm"},
    {"SELECT Owner.Profile.Name FROM Lead LIMIT 1", "INVALID_FIELD",
     "sforce_api_calls_soql_relationships_and_polymorph_keys.htm"},
    {"SELECT Owner.Profile.Name FROM Account LIMIT 1", "", "sforce_api_calls_soql_relationships.htm"},
    {"SELECT Account.Parent.Parent.Parent.Name FROM Contact LIMIT 1", "",
     "sforce_api_calls_soql_relationships_query_limits.htm"},
    {"SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account LIMIT 1", "MALFORMED_QUERY",
     "sforce_api_calls_soql_relationships_query_limits.htm"},
    {"SELECT Name, (SELECT LastName FROM Contacts) FROM Account LIMIT 3", "",
     "sforce_api_calls_soql_relationships_understanding.htm"},
    {"SELECT Name, (SELECT LastName FROM Contact) FROM Account", "INVALID_TYPE",
     "sforce_api_calls_soql_relationships_understanding.htm"},
    {"SELECT Id, (SELECT Body FROM Attachments) FROM Account", "MALFORMED_QUERY", "recorded"},
    {"SELECT Nowhere.Name FROM Account", "INVALID_FIELD", "recorded"},
    {"SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Event", "",
     "sforce_api_calls_soql_select_typeof.htm"},
    {"SELECT TYPEOF Account WHEN Account THEN Phone END FROM Contact", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_typeof.htm"},
    // WHERE
    {"SELECT Id FROM Account WHERE Name = 'a' OR (Name = 'b' AND Phone = 'c')", "",
     "sforce_api_calls_soql_select_conditionexpression.htm"},
    {"SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_conditionexpression.htm"},
    {"SELECT Id FROM Account WHERE NOT (Name = 'a')", "", "sforce_api_calls_soql_select_logicaloperators.htm"},
    {"SELECT Id FROM Account WHERE Name IS NULL", "MALFORMED_QUERY", "recorded"},
    {"SELECT Id FROM Account WHERE Name <> null", "", "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Name NOT LIKE 'a'", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE BillingState IN ('California', 'New York')", "",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE BillingState NOT IN ('California')", "",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Type INCLUDES ('New')", "INVALID_QUERY_FILTER_OPERATOR",
     "sforce_api_calls_soql_querying_multiselect_picklists.htm"},
    {"SELECT Id FROM Account WHERE Id LIKE '001%'", "INVALID_QUERY_FILTER_OPERATOR",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Id = 'short'", "INVALID_QUERY_FILTER_OPERATOR",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE IsDeleted > false", "INVALID_QUERY_FILTER_OPERATOR",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Name = 5", "INVALID_FIELD", "sforce_api_calls_soql_select_fieldexpression.htm"},
    {"SELECT Id FROM Account WHERE IsDeleted = 'true'", "INVALID_FIELD",
     "sforce_api_calls_soql_select_fieldexpression.htm"},
    {"SELECT Id FROM Account WHERE CreatedDate > '2020-01-01'", "INVALID_FIELD",
     "sforce_api_calls_soql_select_dateformats.htm"},
    {"SELECT Id FROM Account WHERE CreatedDate > 2020-01-01", "INVALID_FIELD",
     "sforce_api_calls_soql_select_dateformats.htm"},
    {"SELECT Id FROM Account WHERE Description = 'x'", "INVALID_FIELD", "recorded"},
    {"SELECT Id FROM Contact WHERE MailingAddress = 'x'", "MALFORMED_QUERY", "recorded"},
    {"SELECT Id FROM Account WHERE Name = :name", "MALFORMED_QUERY",
     "https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_SOQL_variables.htm"},
    {"SELECT Id FROM Account WHERE Name = 'bad \\q'", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_quotedstringescapes.htm"},
    {"SELECT Id FROM Account WHERE Name = 'it\\'s \\\\ \\n'", "",
     "sforce_api_calls_soql_select_quotedstringescapes.htm"},
    {"SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE StageName = 'Closed')", "",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)", "",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Name IN (SELECT Name FROM Contact)", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    {"SELECT Id FROM Account WHERE Id IN (SELECT Name FROM Contact)", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_comparisonoperators.htm"},
    // Dates
    {"SELECT Id FROM Account WHERE CreatedDate = TODAY", "", "sforce_api_calls_soql_select_dateformats.htm"},
    {"SELECT Id FROM Account WHERE CreatedDate > LAST_N_DAYS:365", "", "sforce_api_calls_soql_select_dateformats.htm"},
    {"SELECT Id FROM Account WHERE CreatedDate = LAST_FISCAL_QUARTER", "",
     "sforce_api_calls_soql_select_dateformats.htm"},
    {"SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_dateformats.htm"},
    {"SELECT Id FROM Account WHERE CALENDAR_YEAR(CreatedDate) = 2020", "",
     "sforce_api_calls_soql_select_date_functions.htm"},
    {"SELECT CALENDAR_YEAR(CreatedDate) FROM Account", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_date_functions.htm"},
    // Aggregates
    {"SELECT COUNT() FROM Account", "", "sforce_api_calls_soql_select_count.htm"},
    {"SELECT COUNT(), Id FROM Account", "MALFORMED_QUERY", "sforce_api_calls_soql_select_count.htm"},
    {"SELECT COUNT() FROM Account ORDER BY Name", "MALFORMED_QUERY", "sforce_api_calls_soql_select_count.htm"},
    {"SELECT COUNT(Id) n, MAX(CreatedDate), AVG(AnnualRevenue) FROM Account", "n",
     "sforce_api_calls_soql_select_agg_functions.htm"},
    {"SELECT COUNT_DISTINCT(Type) FROM Account", "expr0", "sforce_api_calls_soql_select_agg_functions.htm"},
    {"SELECT SUM(Name) FROM Account", "MALFORMED_QUERY", "sforce_api_calls_soql_select_agg_functions_field_types.htm"},
    {"SELECT COUNT(IsDeleted) FROM Account", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_agg_functions_field_types.htm"},
    {"SELECT MIN(Description) FROM Account", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select_agg_functions_field_types.htm"},
    {"SELECT COUNT(Id) CNT FROM FeedItem", "MALFORMED_QUERY", "recorded"},
    {"SELECT LeadSource, COUNT(Name) FROM Lead GROUP BY LeadSource", "", "sforce_api_calls_soql_select_groupby.htm"},
    {"SELECT Type kind, Industry, COUNT(Id) FROM Account GROUP BY Type, Industry", "kind",
     "sforce_api_calls_soql_select_groupby_alias.htm"},
    {"SELECT Name, COUNT(Id) FROM Account", "MALFORMED_QUERY", "recorded"},
    {"SELECT CreatedDate, COUNT(Id) FROM Account GROUP BY CreatedDate", "MALFORMED_QUERY", "recorded"},
    {"SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)", "y",
     "sforce_api_calls_soql_select_date_functions.htm"},
    {"SELECT Type, COUNT(Id) FROM Account GROUP BY Type HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC LIMIT 2", "Type",
     "sforce_api_calls_soql_select_having.htm"},
    {"SELECT Id FROM Account HAVING Id != null", "MALFORMED_QUERY", "sforce_api_calls_soql_select_having.htm"},
    {"SELECT Id FROM Account WHERE COUNT(Id) > 1", "MALFORMED_QUERY", "sforce_api_calls_soql_select_having.htm"},
    {"SELECT Id, COUNT(Name) FROM Account GROUP BY Id", "EXCEEDED_ID_LIMIT", "recorded"},
    // ORDER BY, LIMIT, OFFSET and what may follow
    {"SELECT Name FROM Account ORDER BY Type DESC NULLS LAST, Name LIMIT 5", "",
     "sforce_api_calls_soql_select_orderby.htm"},
    {"SELECT Name FROM Account ORDER BY Description", "INVALID_FIELD", "sforce_api_calls_soql_select_orderby.htm"},
    {"SELECT Name FROM Account LIMIT -1", "MALFORMED_QUERY", "sforce_api_calls_soql_select_limit.htm"},
    {"SELECT Name FROM Account LIMIT 10 OFFSET 2000", "", "sforce_api_calls_soql_select_offset.htm"},
    {"SELECT Name FROM Account LIMIT 10 OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "recorded"},
    {"SELECT Name FROM Account USING SCOPE mine LIMIT 1", "", "sforce_api_calls_soql_select_using_scope.htm"},
    {"SELECT Name FROM Contact LIMIT 1 FOR VIEW", "", "sforce_api_calls_soql_for_view.htm"},
    {"SELECT Name FROM Contact LIMIT 1 FOR REFERENCE", "", "sforce_api_calls_soql_for_reference.htm"},
    {"SELECT Name FROM Account LIMIT 1 ALL ROWS", "MALFORMED_QUERY",
     "https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_SOQL_query_all_rows.htm"},
    {"SELECT Name FROM Account WHERE Name = 'a' LIMIT 1 WHERE Name = 'b'", "MALFORMED_QUERY",
     "sforce_api_calls_soql_select.htm"},
    // Objects with rules of their own
    {"SELECT DurableId FROM FieldDefinition", "MALFORMED_QUERY", "recorded"},
    {"SELECT DurableId FROM EntityParticle", "MALFORMED_QUERY", "recorded"},
    {"SELECT Id FROM RelationshipInfo", "MALFORMED_QUERY", "recorded"},
    {"SELECT Id FROM ContentDocumentLink", "MALFORMED_QUERY", "recorded"},
    {"SELECT Id FROM ValidationRule", "INVALID_TYPE",
     "https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/"
     "tooling_api_objects_validationrule.htm"},
    {"SELECT Id FROM FlowDefinition LIMIT 5", "INVALID_TYPE", "recorded"},
    {"SELECT MetadataComponentId FROM MetadataComponentDependency", "INVALID_TYPE", "recorded"},
    {"SELECT Id FROM FlowDefinition LIMIT 5", "", "recorded", true},
    {"SELECT QualifiedApiName, Metadata FROM FieldDefinition WHERE EntityDefinitionId = 'Account'", "MALFORMED_QUERY",
     "recorded", true},
    {"SELECT Id FROM ApexTrigger WHERE Body LIKE '%x%'", "INVALID_FIELD", "recorded", true},
    {"SELECT EntityDefinitionId, COUNT(Id) n FROM CustomField GROUP BY EntityDefinitionId", "n", "recorded", true},
    {"SELECT ValidationName FROM ValidationRule WHERE EntityDefinition.QualifiedApiName = 'Account'", "",
     "https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/"
     "tooling_api_objects_validationrule.htm",
     true},
    {"SELECT EntityDefinition FROM ValidationRule", "INVALID_FIELD", "recorded", true},
};

}  // namespace

TEST_CASE("statements are answered and refused as Salesforce documents and orgs were seen to") {
  soql_org org;
  CHECK(std::size(lines) >= 60);
  for (const line& l : lines) {
    CAPTURE(l.statement);
    const orgsim::reply r = org.ask(l.statement, l.tooling);
    const boost::json::value body = boost::json::parse(*r.body);
    const std::string expected = l.expected;
    if (expected.find('_') != std::string::npos) {
      CHECK(r.status == 400);
      CHECK(org.verdict(l.statement, l.tooling) == expected);
      continue;
    }
    CAPTURE(*r.body);
    CHECK(r.status == 200);
    if (!expected.empty()) CHECK(body.at("records").at(0).as_object().contains(expected));
  }
}
