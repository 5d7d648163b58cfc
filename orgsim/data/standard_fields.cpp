#include "orgsim/data/standard_fields.hpp"

#include "orgsim/data/object.hpp"

#include <algorithm>
#include <array>

namespace sluice::orgsim {

namespace {

using ft = field_type;

constexpr std::array<std::string_view, 12> values{"New",    "Open",          "In Progress", "On Hold",
                                                  "Closed", "Cancelled",     "Low",         "Medium",
                                                  "High",   "Gold & Silver", "Bronze",      "Other"};

struct standard_field {
  std::string_view object;
  std::string_view name;
  ft type;
  std::string_view to = {};        // references: names, with commas between
  std::string_view children = {};  // what the parent calls them
};

constexpr std::array fields_known{
    standard_field{"Account", "ParentId", ft::reference, "Account", "ChildAccounts"},
    standard_field{"Account", "BillingAddress", ft::address},
    standard_field{"Account", "ShippingAddress", ft::address},
    standard_field{"Account", "AccountNumber", ft::string},
    standard_field{"Account", "Type", ft::picklist},
    standard_field{"Account", "Industry", ft::picklist},
    standard_field{"Account", "Rating", ft::picklist},
    standard_field{"Account", "AccountSource", ft::picklist},
    standard_field{"Account", "Phone", ft::phone},
    standard_field{"Account", "Fax", ft::phone},
    standard_field{"Account", "Website", ft::url},
    standard_field{"Account", "AnnualRevenue", ft::currency},
    standard_field{"Account", "NumberOfEmployees", ft::integer},
    standard_field{"Account", "Description", ft::textarea},
    standard_field{"Contact", "AccountId", ft::reference, "Account", "Contacts"},
    standard_field{"Contact", "ReportsToId", ft::reference, "Contact"},
    standard_field{"Contact", "LastName", ft::string},
    standard_field{"Contact", "FirstName", ft::string},
    standard_field{"Contact", "Salutation", ft::picklist},
    standard_field{"Contact", "MailingAddress", ft::address},
    standard_field{"Contact", "OtherAddress", ft::address},
    standard_field{"Contact", "Phone", ft::phone},
    standard_field{"Contact", "Fax", ft::phone},
    standard_field{"Contact", "MobilePhone", ft::phone},
    standard_field{"Contact", "HomePhone", ft::phone},
    standard_field{"Contact", "OtherPhone", ft::phone},
    standard_field{"Contact", "AssistantPhone", ft::phone},
    standard_field{"Contact", "AssistantName", ft::string},
    standard_field{"Contact", "Email", ft::email},
    standard_field{"Contact", "EmailBouncedDate", ft::datetime},
    standard_field{"Contact", "EmailBouncedReason", ft::string},
    standard_field{"Contact", "Title", ft::string},
    standard_field{"Contact", "Department", ft::string},
    standard_field{"Contact", "Birthdate", ft::date},
    standard_field{"Contact", "LeadSource", ft::picklist},
    standard_field{"Contact", "CleanStatus", ft::picklist},
    standard_field{"Contact", "Jigsaw", ft::string},
    standard_field{"Contact", "Description", ft::textarea},
    standard_field{"Opportunity", "AccountId", ft::reference, "Account", "Opportunities"},
    standard_field{"Opportunity", "ContactId", ft::reference, "Contact", "Opportunities"},
    standard_field{"Opportunity", "CampaignId", ft::reference, "Campaign", "Opportunities"},
    standard_field{"Opportunity", "Pricebook2Id", ft::reference, "Pricebook2", "Opportunities"},
    standard_field{"Opportunity", "StageName", ft::picklist},
    standard_field{"Opportunity", "Amount", ft::currency},
    standard_field{"Opportunity", "CloseDate", ft::date},
    standard_field{"Opportunity", "Probability", ft::percent},
    standard_field{"Opportunity", "Type", ft::picklist},
    standard_field{"Opportunity", "LeadSource", ft::picklist},
    standard_field{"Opportunity", "NextStep", ft::string},
    standard_field{"Opportunity", "IsClosed", ft::boolean},
    standard_field{"Opportunity", "IsWon", ft::boolean},
    standard_field{"Opportunity", "Description", ft::textarea},
    standard_field{"OpportunityLineItem", "OpportunityId", ft::reference, "Opportunity", "OpportunityLineItems"},
    standard_field{"OpportunityLineItem", "PricebookEntryId", ft::reference, "PricebookEntry", "OpportunityLineItems"},
    standard_field{"OpportunityLineItem", "Product2Id", ft::reference, "Product2"},
    standard_field{"OpportunityLineItem", "Quantity", ft::decimal},
    standard_field{"OpportunityLineItem", "UnitPrice", ft::currency},
    standard_field{"OpportunityLineItem", "TotalPrice", ft::currency},
    standard_field{"OpportunityContactRole", "OpportunityId", ft::reference, "Opportunity", "OpportunityContactRoles"},
    standard_field{"OpportunityContactRole", "ContactId", ft::reference, "Contact", "OpportunityContactRoles"},
    standard_field{"OpportunityContactRole", "Role", ft::picklist},
    standard_field{"OpportunityContactRole", "IsPrimary", ft::boolean},
    standard_field{"Lead", "LastName", ft::string},
    standard_field{"Lead", "FirstName", ft::string},
    standard_field{"Lead", "Salutation", ft::picklist},
    standard_field{"Lead", "Company", ft::string},
    standard_field{"Lead", "Title", ft::string},
    standard_field{"Lead", "Address", ft::address},
    standard_field{"Lead", "Email", ft::email},
    standard_field{"Lead", "Phone", ft::phone},
    standard_field{"Lead", "Status", ft::picklist},
    standard_field{"Lead", "LeadSource", ft::picklist},
    standard_field{"Lead", "IsConverted", ft::boolean},
    standard_field{"Lead", "Description", ft::textarea},
    standard_field{"Case", "ContactId", ft::reference, "Contact", "Cases"},
    standard_field{"Case", "AccountId", ft::reference, "Account", "Cases"},
    standard_field{"Case", "ParentId", ft::reference, "Case", "Cases"},
    standard_field{"Case", "Subject", ft::string},
    standard_field{"Case", "Status", ft::picklist},
    standard_field{"Case", "Priority", ft::picklist},
    standard_field{"Case", "Origin", ft::picklist},
    standard_field{"Case", "IsClosed", ft::boolean},
    standard_field{"Case", "ClosedDate", ft::datetime},
    standard_field{"Case", "Description", ft::textarea},
    standard_field{"Campaign", "ParentId", ft::reference, "Campaign", "ChildCampaigns"},
    standard_field{"Campaign", "Type", ft::picklist},
    standard_field{"Campaign", "Status", ft::picklist},
    standard_field{"Campaign", "StartDate", ft::date},
    standard_field{"Campaign", "IsActive", ft::boolean},
    standard_field{"CampaignMember", "CampaignId", ft::reference, "Campaign", "CampaignMembers"},
    standard_field{"CampaignMember", "LeadId", ft::reference, "Lead", "CampaignMembers"},
    standard_field{"CampaignMember", "ContactId", ft::reference, "Contact", "CampaignMembers"},
    standard_field{"CampaignMember", "Status", ft::picklist},
    standard_field{"Task", "WhoId", ft::reference, "Contact,Lead", "Tasks"},
    standard_field{"Task", "WhatId", ft::reference, "Account,Opportunity,Case,Campaign", "Tasks"},
    standard_field{"Task", "Subject", ft::combobox},
    standard_field{"Task", "ActivityDate", ft::date},
    standard_field{"Task", "Status", ft::picklist},
    standard_field{"Task", "Priority", ft::picklist},
    standard_field{"Task", "Description", ft::textarea},
    standard_field{"Event", "WhoId", ft::reference, "Contact,Lead", "Events"},
    standard_field{"Event", "WhatId", ft::reference, "Account,Opportunity,Case,Campaign", "Events"},
    standard_field{"Event", "Subject", ft::combobox},
    standard_field{"Event", "ActivityDateTime", ft::datetime},
    standard_field{"Event", "DurationInMinutes", ft::integer},
    standard_field{"Event", "Location", ft::string},
    standard_field{"Event", "Description", ft::textarea},
    standard_field{"Product2", "ProductCode", ft::string},
    standard_field{"Product2", "Description", ft::textarea},
    standard_field{"Product2", "Family", ft::picklist},
    standard_field{"Product2", "IsActive", ft::boolean},
    standard_field{"Pricebook2", "Description", ft::string},
    standard_field{"Pricebook2", "IsActive", ft::boolean},
    standard_field{"Pricebook2", "IsStandard", ft::boolean},
    standard_field{"PricebookEntry", "Pricebook2Id", ft::reference, "Pricebook2", "PricebookEntries"},
    standard_field{"PricebookEntry", "Product2Id", ft::reference, "Product2", "PricebookEntries"},
    standard_field{"PricebookEntry", "UnitPrice", ft::currency},
    standard_field{"PricebookEntry", "IsActive", ft::boolean},
    standard_field{"Order", "AccountId", ft::reference, "Account", "Orders"},
    standard_field{"Order", "Status", ft::picklist},
    standard_field{"Order", "EffectiveDate", ft::date},
    standard_field{"OrderItem", "OrderId", ft::reference, "Order", "OrderItems"},
    standard_field{"OrderItem", "Product2Id", ft::reference, "Product2"},
    standard_field{"OrderItem", "Quantity", ft::decimal},
    standard_field{"Contract", "AccountId", ft::reference, "Account", "Contracts"},
    standard_field{"Contract", "Status", ft::picklist},
    standard_field{"Contract", "StartDate", ft::date},
    standard_field{"Asset", "AccountId", ft::reference, "Account", "Assets"},
    standard_field{"Asset", "ContactId", ft::reference, "Contact", "Assets"},
    standard_field{"Asset", "Product2Id", ft::reference, "Product2", "Assets"},
    standard_field{"Asset", "SerialNumber", ft::string},
    standard_field{"Note", "ParentId", ft::reference, "Account,Opportunity,Contact,Case", "Notes"},
    standard_field{"Note", "Title", ft::string},
    standard_field{"Note", "Body", ft::textarea},
    standard_field{"Attachment", "ParentId", ft::reference, "Account,Opportunity,Contact,Case", "Attachments"},
    standard_field{"Attachment", "ContentType", ft::string},
    standard_field{"Attachment", "BodyLength", ft::integer},
    standard_field{"Attachment", "Body", ft::base64},
    standard_field{"CaseComment", "ParentId", ft::reference, "Case", "CaseComments"},
    standard_field{"CaseComment", "CommentBody", ft::textarea},
    standard_field{"ContentDocumentLink", "LinkedEntityId", ft::reference, "Account,Opportunity,Contact,Case",
                   "ContentDocumentLinks"},
    standard_field{"ContentDocumentLink", "ContentDocumentId", ft::reference, "ContentDocument"},
    // Configuration
    standard_field{"ApexClass", "NamespacePrefix", ft::string},
    standard_field{"ApexClass", "ApiVersion", ft::decimal},
    standard_field{"ApexClass", "Status", ft::picklist},
    standard_field{"ApexClass", "IsValid", ft::boolean},
    standard_field{"ApexClass", "Body", ft::textarea},
    standard_field{"ApexClass", "LengthWithoutComments", ft::integer},
    standard_field{"ApexTrigger", "NamespacePrefix", ft::string},
    standard_field{"ApexTrigger", "ApiVersion", ft::decimal},
    standard_field{"ApexTrigger", "Status", ft::picklist},
    standard_field{"ApexTrigger", "IsValid", ft::boolean},
    standard_field{"ApexTrigger", "Body", ft::textarea},
    standard_field{"ApexTrigger", "LengthWithoutComments", ft::integer},
    standard_field{"ApexTrigger", "TableEnumOrId", ft::picklist},
    standard_field{"FlowDefinitionView", "DurableId", ft::string},
    standard_field{"FlowDefinitionView", "ApiName", ft::string},
    standard_field{"FlowDefinitionView", "Label", ft::string},
    standard_field{"FlowDefinitionView", "Description", ft::string},
    standard_field{"FlowDefinitionView", "ProcessType", ft::picklist},
    standard_field{"FlowDefinitionView", "TriggerType", ft::picklist},
    standard_field{"FlowDefinitionView", "NamespacePrefix", ft::string},
    standard_field{"FlowDefinitionView", "IsActive", ft::boolean},
    standard_field{"FlowDefinitionView", "ActiveVersionId", ft::string},
    standard_field{"FlowDefinitionView", "TriggerObjectOrEventLabel", ft::string},
    standard_field{"FlowDefinitionView", "TriggerObjectOrEventId", ft::string},
    standard_field{"Profile", "UserType", ft::picklist},
    standard_field{"Profile", "Description", ft::string},
    standard_field{"Profile", "UserLicenseId", ft::reference, "UserLicense"},
    standard_field{"UserRole", "DeveloperName", ft::string},
    standard_field{"UserRole", "ParentRoleId", ft::string},
    standard_field{"UserRole", "RollupDescription", ft::string},
    standard_field{"UserLicense", "MasterLabel", ft::string},
    standard_field{"RecordType", "DeveloperName", ft::string},
    standard_field{"RecordType", "NamespacePrefix", ft::string},
    standard_field{"RecordType", "SobjectType", ft::picklist},
    standard_field{"RecordType", "IsActive", ft::boolean},
    standard_field{"RecordType", "Description", ft::string},
    standard_field{"PermissionSetAssignment", "PermissionSetId", ft::reference, "PermissionSet", "Assignments"},
    standard_field{"PermissionSetAssignment", "AssigneeId", ft::reference, "User", "PermissionSetAssignments"},
    standard_field{"PermissionSetAssignment", "IsActive", ft::boolean},
    standard_field{"Organization", "InstanceName", ft::string},
    standard_field{"Organization", "IsSandbox", ft::boolean},
    standard_field{"Organization", "OrganizationType", ft::picklist},
    standard_field{"Organization", "NamespacePrefix", ft::string},
    standard_field{"Organization", "TrialExpirationDate", ft::datetime},
    standard_field{"Organization", "LanguageLocaleKey", ft::picklist},
    standard_field{"Organization", "TimeZoneSidKey", ft::picklist},
    standard_field{"SetupAuditTrail", "Action", ft::string},
    standard_field{"SetupAuditTrail", "Section", ft::string},
    standard_field{"SetupAuditTrail", "Display", ft::string},
    standard_field{"SetupAuditTrail", "DelegateUser", ft::string},
};

// Configuration without a name of its own.
constexpr std::array<std::string_view, 2> nameless{"FlowDefinitionView", "PermissionSetAssignment"};

// BillingAddress is told in parts, too: BillingStreet, ... ; Address of Lead in Street, ...
void add_address(std::vector<field>& to, std::string_view whole) {
  const std::string prefix(whole.substr(0, whole.size() - std::string_view("Address").size()));
  for (const char* part :
       {"Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude", "GeocodeAccuracy"}) {
    const std::string_view word = part;
    const ft type = word.starts_with('L') ? ft::decimal : word.starts_with('G') ? ft::picklist : ft::string;
    field& f = to.emplace_back(make_field(prefix + part, label_of_name(prefix + part), type));
    f.compound = whole;
    if (type == ft::decimal) f.scale = 15;
    if (type == ft::picklist) f.picklist = {{"Address"}, {"Street"}, {"Zip"}, {"City"}};
  }
  to.push_back(make_field(std::string(whole), label_of_name(whole), ft::address));
}

void add_reference(field& f, std::string_view to) {
  f.relationship = f.name.substr(0, f.name.size() - 2);
  while (!to.empty()) {
    const std::size_t comma = std::min(to.find(','), to.size());
    f.reference_to.emplace_back(to.substr(0, comma));
    to.remove_prefix(std::min(comma + 1, to.size()));
  }
}

}  // namespace

bool has_name(std::string_view object_name) {
  return std::find(nameless.begin(), nameless.end(), object_name) == nameless.end();
}

void add_standard_fields(std::vector<field>& to, std::string_view object_name, draw& d) {
  constexpr int description_length = 32000;
  for (const standard_field& known : fields_known) {
    if (known.object != object_name) continue;
    if (known.type == ft::address) {
      add_address(to, known.name);
      continue;
    }
    field& f = to.emplace_back(make_field(std::string(known.name), label_of_name(known.name), known.type));
    if (known.type == ft::reference) add_reference(f, known.to);
    // No path goes through it, as recorded describes have it.
    if (known.object == "Opportunity" && known.name == "ContactId") f.relationship.clear();
    if (known.type == ft::picklist) add_drawn_values(f, d);
    if (known.type == ft::textarea) f.length = description_length;
    if (known.name == "LastName" || known.name == "StageName" || known.name == "CloseDate") f.nillable = false;
  }
}

std::string_view standard_children_name(std::string_view child, std::string_view field_name) {
  for (const standard_field& known : fields_known)
    if (known.object == child && known.name == field_name) return known.children;
  return {};
}

void add_drawn_values(field& f, draw& d) {
  const std::size_t count = 3 + d.below(values.size() - 3);
  for (std::size_t i = 0; i < count; ++i) f.picklist.push_back({std::string(values[i]), d.chance(0.9), false});
  f.picklist.front().is_default = d.chance(0.3);
  f.restricted_picklist = d.chance(0.5);
}

}  // namespace sluice::orgsim
