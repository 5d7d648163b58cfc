#include "salesforce/error_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace sluice {
namespace {

using enum outcome_class;

struct row {
  int status;             ///< 0: any
  std::string_view code;  ///< empty: any; ending in '*': any that begins so
  outcome_class cls;
  gap missing = gap::failed;
};

// The first row that fits holds: 401 before all, then the codes, then the statuses.
constexpr row rows[] = {
    {401, "", rejected, gap::denied},

    // The org's limits. Total and concurrent share the code.
    {0, "REQUEST_LIMIT_EXCEEDED", limited},
    {429, "", limited},

    // Down or too busy; passes by itself.
    {0, "SERVER_UNAVAILABLE", overloaded},
    {0, "API_CURRENTLY_DISABLED", overloaded},

    // This call went wrong; the same again, or a smaller one, may pass.
    {0, "QUERY_TIMEOUT", broken},
    {0, "UNKNOWN_EXCEPTION", broken},
    {0, "TXN_SECURITY_METERING_ERROR", broken},
    // The cursor died with its session, or the user has too many: the query is begun anew.
    {0, "INVALID_QUERY_LOCATOR", broken},

    // This user may not.
    {0, "INSUFFICIENT_ACCESS*", rejected, gap::denied},
    {0, "API_DISABLED_FOR_ORG", rejected, gap::denied},
    {0, "INVALID_OPERATION_WITH_EXPIRED_PASSWORD", rejected, gap::denied},
    {0, "FORBIDDEN", rejected, gap::denied},
    {0, "INVALID_SESSION_ID", rejected, gap::denied},
    {0, "invalid_grant", rejected, gap::denied},
    {0, "invalid_client*", rejected, gap::denied},
    {0, "unauthorized_client", rejected, gap::denied},
    {0, "inactive_*", rejected, gap::denied},

    // The org has no such thing, or it answers no such question.
    {0, "NOT_FOUND", rejected, gap::unsupported},
    {0, "INVALID_TYPE*", rejected, gap::unsupported},
    {0, "INVALID_FIELD*", rejected, gap::unsupported},
    {0, "INVALID_QUERY_FILTER_OPERATOR", rejected, gap::unsupported},
    {0, "MALFORMED_QUERY", rejected, gap::unsupported},
    {0, "EXCEEDED_ID_LIMIT", rejected, gap::unsupported},
    {0, "QUERY_TOO_COMPLICATED", rejected, gap::unsupported},
    {0, "OPERATION_TOO_LARGE", rejected, gap::unsupported},
    {0, "EXTERNAL_OBJECT_*", rejected, gap::unsupported},
    {0, "BIG_OBJECT_*", rejected, gap::unsupported},
    {0, "DATACLOUD_*", rejected, gap::unsupported},
    {0, "FUNCTIONALITY_NOT_ENABLED", rejected, gap::unsupported},
    {0, "ENTITY_IS_DELETED", rejected, gap::unsupported},
    {0, "METHOD_NOT_ALLOWED", rejected, gap::unsupported},

    // No code, or one that nobody has met: by status.
    {403, "", rejected, gap::denied},
    {404, "", rejected, gap::unsupported},
    {405, "", rejected, gap::unsupported},
    {410, "", rejected, gap::unsupported},
    {408, "", broken},
    {502, "", overloaded},
    {503, "", overloaded},
    {504, "", overloaded},
};

bool fits(const row& r, int status, std::string_view code) {
  if (r.status != 0 && r.status != status) return false;
  if (r.code.empty()) return true;
  if (r.code.ends_with('*')) return code.starts_with(r.code.substr(0, r.code.size() - 1));
  return code == r.code;
}

}  // namespace

error_meaning meaning_of(int status, std::string_view code) {
  const auto* found = std::ranges::find_if(rows, [&](const row& r) { return fits(r, status, code); });
  if (found != std::end(rows)) return {found->cls, found->missing};
  // Anything else in the 400s is about this question; 500s, redirects and oddities are the way's.
  return {status >= 400 && status < 500 ? rejected : broken, gap::failed};
}

failure_meaning meaning_of(http_failure failure) {
  switch (failure) {
    case http_failure::none:
      break;
    // Nothing of the org was reached: an outage, which a run in progress waits out.
    case http_failure::unresolved:
      return {"unresolved", overloaded};
    case http_failure::refused:
      return {"refused", overloaded};
    case http_failure::connect_timeout:
      return {"connect_timeout", overloaded};
    case http_failure::tls:
      return {"tls", broken};
    case http_failure::timeout:
      return {"timeout", broken};
    case http_failure::reset:
      return {"reset", broken};
    case http_failure::truncated:
      return {"truncated", broken};
    // The same question brings the same reply.
    case http_failure::too_large:
      return {"too_large", rejected};
    case http_failure::cancelled:
      return {"cancelled", broken};
    case http_failure::other:
      break;
  }
  return {"other", broken};
}

}  // namespace sluice
