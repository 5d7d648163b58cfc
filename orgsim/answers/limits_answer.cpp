// /limits: the names that orgs of v37 to v53 told together, with the sizes of a small org. Only the day's calls move.

#include "orgsim/answers/json_text.hpp"
#include "orgsim/answers/small_answers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::orgsim {

namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 47> unused_limits{{
    {"AnalyticsExternalDataSizeMB", 40960},
    {"ConcurrentAsyncGetReportInstances", 200},
    {"ConcurrentEinsteinDataInsightsStoryCreation", 5},
    {"ConcurrentEinsteinDiscoveryStoryCreation", 2},
    {"ConcurrentSyncReportRuns", 20},
    {"DailyAnalyticsDataflowJobExecutions", 60},
    {"DailyAnalyticsUploadedFilesSizeMB", 51200},
    {"DailyAsyncApexExecutions", 250000},
    {"DailyBulkApiBatches", 15000},
    {"DailyBulkApiRequests", 10000},
    {"DailyBulkV2QueryFileStorageMB", 976562},
    {"DailyBulkV2QueryJobs", 10000},
    {"DailyDurableGenericStreamingApiEvents", 10000},
    {"DailyDurableStreamingApiEvents", 10000},
    {"DailyEinsteinDataInsightsStoryCreation", 1000},
    {"DailyEinsteinDiscoveryPredictAPICalls", 50000},
    {"DailyEinsteinDiscoveryPredictionsByCDC", 500000},
    {"DailyEinsteinDiscoveryStoryCreation", 100},
    {"DailyFunctionsApiCallLimit", 50000},
    {"DailyGenericStreamingApiEvents", 10000},
    {"DailyStandardVolumePlatformEvents", 10000},
    {"DailyStreamingApiEvents", 10000},
    {"DailyWorkflowEmails", 1000},
    {"DataStorageMB", 1024},
    {"DurableStreamingApiConcurrentClients", 20},
    {"FileStorageMB", 1024},
    {"HourlyAsyncReportRuns", 1200},
    {"HourlyDashboardRefreshes", 200},
    {"HourlyDashboardResults", 5000},
    {"HourlyDashboardStatuses", 999999999},
    {"HourlyLongTermIdMapping", 100000},
    {"HourlyManagedContentPublicRequests", 50000},
    {"HourlyODataCallout", 1000},
    {"HourlyPublishedPlatformEvents", 50000},
    {"HourlyPublishedStandardVolumePlatformEvents", 1000},
    {"HourlyShortTermIdMapping", 100000},
    {"HourlySyncReportRuns", 500},
    {"HourlyTimeBasedWorkflow", 1000},
    {"MassEmail", 10},
    {"MonthlyEinsteinDiscoveryStoryCreation", 500},
    {"MonthlyPlatformEvents", 750000},
    {"MonthlyPlatformEventsUsageEntitlement", 0},
    {"Package2VersionCreates", 6},
    {"Package2VersionCreatesWithoutValidation", 500},
    {"PrivateConnectOutboundCalloutHourlyLimitMB", 0},
    {"SingleEmail", 5000},
    {"StreamingApiConcurrentClients", 20},
}};

void write_limit(json_text& json, std::string_view name, std::int64_t max, std::int64_t remaining) {
  json.key(name).begin_object().member("Max", max).member("Remaining", remaining).end_object();
}

// Connected apps stand as further members beside Max and Remaining.
void write_with_apps(json_text& json, std::string_view name, std::int64_t max) {
  json.key(name).begin_object().member("Max", max).member("Remaining", max);
  for (const char* app : {"Dataloader Bulk", "Workbench"}) write_limit(json, app, 0, 0);
  json.end_object();
}

}  // namespace

std::string limits_text(std::int64_t day_max, std::int64_t day_used) {
  std::string out;
  json_text json(out);
  json.begin_object();
  write_limit(json, "DailyApiRequests", day_max, std::max<std::int64_t>(day_max - day_used, 0));
  for (const auto& [name, max] : unused_limits) {
    if (name == "DailyBulkApiBatches" || name == "DailyStreamingApiEvents")
      write_with_apps(json, name, max);
    else
      write_limit(json, name, max, name == "DataStorageMB" ? max - 153 : max);
  }
  constexpr std::int64_t sets = 1500;
  json.key("PermissionSets").begin_object().member("Max", sets).member("Remaining", sets - 16);
  write_limit(json, "CreateCustom", 1000, 984);
  json.end_object().end_object();
  return out;
}

}  // namespace sluice::orgsim
