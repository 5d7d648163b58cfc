// What a user may not see, queries do not tell.

#include "tests/unit/orgsim/soql_org.hpp"

using namespace orgsim_test;

TEST_CASE("a hidden object is no known type, and nothing of the set-up speaks of it") {
  orgsim::rights may;
  may.hidden_objects.insert("Contact");
  soql_org org(300, 3, {}, may);
  CHECK(org.verdict("SELECT Id FROM Contact") == "INVALID_TYPE");
  CHECK(org.verdict("SELECT Id, (SELECT Id FROM Contacts) FROM Account") == "INVALID_TYPE");
  CHECK(org.verdict("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)") == "INVALID_TYPE");
  CHECK(org.total("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Contact'") == 0);
  CHECK(org.total("SELECT Id FROM FieldPermissions WHERE SobjectType = 'Contact'") == 0);
  CHECK(org.total("SELECT COUNT() FROM EntityDefinition") == 299);
}

TEST_CASE("a hidden field is no column, wherever it is named") {
  orgsim::rights may;
  may.hidden_fields.insert("Contact.Email");
  soql_org org(300, 3, {}, may);
  CHECK(org.verdict("SELECT Email FROM Contact") == "INVALID_FIELD");
  CHECK(org.verdict("SELECT Id FROM Contact WHERE Email != null") == "INVALID_FIELD");
  CHECK(org.total("SELECT DurableId FROM FieldDefinition WHERE EntityDefinitionId = 'Contact' AND QualifiedApiName = "
                  "'Email'") == 0);
  CHECK(org.verdict("SELECT Phone FROM Contact") == "");
}

TEST_CASE("without View Setup permissions are empty and the set-up's tables are no known types") {
  orgsim::rights may;
  may.view_setup = false;
  soql_org org(300, 3, {}, may);
  CHECK(org.total("SELECT Id FROM FieldPermissions") == 0);
  CHECK(org.total("SELECT COUNT() FROM ObjectPermissions") == 0);
  CHECK(org.verdict("SELECT Id FROM FlowDefinitionView") == "INVALID_TYPE");
  CHECK(org.verdict("SELECT Id FROM ApexTrigger", true) == "INVALID_TYPE");
  CHECK(org.verdict("SELECT Id FROM ValidationRule", true) == "INVALID_TYPE");
  CHECK(org.verdict("SELECT Id, Name FROM Profile") == "");
  CHECK(org.verdict("SELECT Id FROM Account LIMIT 1") == "");
}
