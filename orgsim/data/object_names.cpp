#include "orgsim/data/object_names.hpp"

#include "orgsim/data/draw.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

namespace sluice::orgsim {

namespace {

constexpr std::array<std::string_view, 66> business_names{"Account",
                                                          "Contact",
                                                          "Opportunity",
                                                          "Lead",
                                                          "Case",
                                                          "Campaign",
                                                          "Task",
                                                          "Event",
                                                          "Product2",
                                                          "Pricebook2",
                                                          "PricebookEntry",
                                                          "OpportunityLineItem",
                                                          "Order",
                                                          "OrderItem",
                                                          "Contract",
                                                          "Asset",
                                                          "Solution",
                                                          "CampaignMember",
                                                          "Quote",
                                                          "QuoteLineItem",
                                                          "Individual",
                                                          "Location",
                                                          "WorkOrder",
                                                          "WorkOrderLineItem",
                                                          "ServiceAppointment",
                                                          "ServiceResource",
                                                          "ServiceTerritory",
                                                          "OpportunityContactRole",
                                                          "AccountContactRole",
                                                          "CaseComment",
                                                          "EmailMessage",
                                                          "Attachment",
                                                          "Note",
                                                          "ContentDocument",
                                                          "ContentVersion",
                                                          "ContentDocumentLink",
                                                          "ContentWorkspace",
                                                          "CollaborationGroup",
                                                          "FeedItem",
                                                          "FeedComment",
                                                          "Topic",
                                                          "TopicAssignment",
                                                          "Idea",
                                                          "Entitlement",
                                                          "ServiceContract",
                                                          "ContractLineItem",
                                                          "Address",
                                                          "AssociatedLocation",
                                                          "ProductItem",
                                                          "ProductRequest",
                                                          "ReturnOrder",
                                                          "Shipment",
                                                          "ResourceAbsence",
                                                          "TimeSheet",
                                                          "TimeSheetEntry",
                                                          "OperatingHours",
                                                          "MaintenancePlan",
                                                          "MaintenanceAsset",
                                                          "SocialPersona",
                                                          "SocialPost",
                                                          "Macro",
                                                          "QuickText",
                                                          "Image",
                                                          "MessagingSession",
                                                          "MessagingEndUser",
                                                          "ConsumptionSchedule"};

constexpr std::array<std::string_view, 48> setup_names{"User",
                                                       "Profile",
                                                       "PermissionSet",
                                                       "Organization",
                                                       "UserRole",
                                                       "Group",
                                                       "GroupMember",
                                                       "ApexClass",
                                                       "ApexTrigger",
                                                       "FlowDefinitionView",
                                                       "RecordType",
                                                       "BusinessProcess",
                                                       "EmailTemplate",
                                                       "StaticResource",
                                                       "Report",
                                                       "Dashboard",
                                                       "Folder",
                                                       "Document",
                                                       "QueueSobject",
                                                       "PermissionSetAssignment",
                                                       "SetupAuditTrail",
                                                       "LoginHistory",
                                                       "LoginIp",
                                                       "AuthSession",
                                                       "AsyncApexJob",
                                                       "CronTrigger",
                                                       "CronJobDetail",
                                                       "ApexPage",
                                                       "ApexComponent",
                                                       "ApexLog",
                                                       "CustomPermission",
                                                       "UserLicense",
                                                       "PermissionSetLicense",
                                                       "PackageLicense",
                                                       "ConnectedApplication",
                                                       "NamedCredential",
                                                       "ListView",
                                                       "BrandTemplate",
                                                       "BusinessHours",
                                                       "Holiday",
                                                       "FiscalYearSettings",
                                                       "Period",
                                                       "CaseStatus",
                                                       "LeadStatus",
                                                       "TaskStatus",
                                                       "OpportunityStage",
                                                       "FieldPermissions",
                                                       "EntityDefinition"};

// These two are told to clients by tables of their own, but a made-up org does not list them: counting all their rows
// would cost as much as the rest of the org.
constexpr std::size_t unlisted_setup_names = 2;

constexpr std::array<std::string_view, 40> first_words{
    "Invoice",  "Project",  "Site",     "Device",    "Vendor", "Budget",    "Policy",   "Claim",
    "Shipment", "Training", "Audit",    "Asset",     "Meter",  "Permit",    "Survey",   "Grant",
    "Loan",     "Property", "Tenant",   "Vehicle",   "Route",  "Warehouse", "Batch",    "Recipe",
    "Member",   "Donation", "Event",    "Speaker",   "Course", "Student",   "Patient",  "Visit",
    "Referral", "Contract", "Forecast", "Territory", "Rebate", "Warranty",  "Incident", "Release"};
constexpr std::array<std::string_view, 37> second_words{
    "Line",    "Header",     "Detail",   "Request",  "Approval", "Template", "Schedule", "Log",
    "Summary", "Allocation", "Document", "Type",     "Category", "Link",     "Member",   "Plan",
    "Rule",    "Step",       "Task",     "Result",   "Snapshot", "Version",  "Group",    "Note",
    "Rate",    "Period",     "Review",   "Response", "Item",     "Status",   "Owner",    "Setting",
    "Mapping", "Exception",  "Bundle",   "Batch",    "Target"};
constexpr std::array<std::string_view, 6> namespaces{"acme", "npx", "fin1", "dsx", "ship", "svcpk"};

class namer {
 public:
  namer(std::uint64_t seed, std::size_t count) : seed_(seed), count_(count) { objects_.reserve(count); }

  std::vector<object> make() && {
    add_standard();
    for (std::size_t n = 0; !full(); ++n) add_made(n);
    return std::move(objects_);
  }

 private:
  bool full() const { return objects_.size() >= count_; }

  void add(std::string name, object_kind kind, std::uint32_t parent = no_object) {
    if (full()) return;
    object o = make_object(std::move(name), kind, static_cast<std::uint32_t>(objects_.size()));
    o.parent = parent;
    objects_.push_back(std::move(o));
  }

  void add_standard() {
    for (auto name : business_names) add(std::string(name), object_kind::standard);
    const std::size_t standard = objects_.size();
    for (std::size_t i = 0; i + unlisted_setup_names < setup_names.size(); ++i)
      add(std::string(setup_names[i]), object_kind::setup);
    for (std::size_t i = 0; i < standard; ++i) add_companions(static_cast<std::uint32_t>(i), business_names[i]);
  }

  // History, Share, Feed and ChangeEvent objects, whose names are the stem of the parent's and a word. Standard objects
  // have most of them; of custom ones they exist only where somebody switched them on.
  void add_companions(std::uint32_t parent, std::string_view stem) {
    draw d(seed_, "companions", stem);
    const std::string base(stem);
    const double share = objects_[parent].kind == object_kind::custom ? 0.2 : 1.0;
    if (d.chance(share * 0.50)) add(base + "History", object_kind::history, parent);
    if (d.chance(share * 0.55)) add(base + "Share", object_kind::share, parent);
    if (d.chance(share * 0.45)) add(base + "Feed", object_kind::feed, parent);
    if (d.chance(share * 0.35)) add(base + "ChangeEvent", object_kind::change, parent);
  }

  // Words are paired with steps of 1 in lists of coprime lengths, so that no pair comes twice before all have come.
  static std::string stem(std::size_t n) {
    std::string text(first_words[n % first_words.size()]);
    text += '_';
    text += second_words[n % second_words.size()];
    const std::size_t round = n / (first_words.size() * second_words.size());
    if (round > 0) text += "_" + std::to_string(round + 1);
    return text;
  }

  void add_made(std::size_t n) {
    draw d(seed_, "object", static_cast<std::uint64_t>(n));
    const std::uint64_t lot = d.below(100);
    if (lot < 55) return add_custom(stem(n));
    if (lot < 75) return add_custom(std::string(d.pick(namespaces)) + "__" + stem(n));
    if (lot < 88) return add(stem(n) + "__mdt", object_kind::metadata);
    if (lot < 95) return add(stem(n) + "__e", object_kind::event);
    if (lot < 97) return add(stem(n) + "__b", object_kind::big);
    add(stem(n) + "__x", object_kind::external);
  }

  void add_custom(const std::string& base) {
    const auto self = static_cast<std::uint32_t>(objects_.size());
    if (full()) return;
    add(base + "__c", object_kind::custom);
    add_companions(self, base + "__");
  }

  std::uint64_t seed_;
  std::size_t count_;
  std::vector<object> objects_;
};

}  // namespace

object make_object(std::string name, object_kind kind, std::uint32_t ordinal) {
  object o;
  o.label = label_of_name(name);
  o.key = hash_text(name);
  o.name = std::move(name);
  o.kind = kind;
  o.ordinal = ordinal;
  return o;
}

std::vector<object> made_up_objects(std::uint64_t seed, std::size_t count) {
  return namer(seed, count).make();
}

bool is_setup_name(std::string_view name) {
  return std::find(setup_names.begin(), setup_names.end(), name) != setup_names.end();
}

}  // namespace sluice::orgsim
