#include "orgsim/http/front.hpp"

#include "orgsim/answers/replies.hpp"
#include "orgsim/answers/small_answers.hpp"
#include "orgsim/data/draw.hpp"
#include "orgsim/data/truth.hpp"
#include "orgsim/http/gunzip.hpp"

#include <algorithm>
#include <utility>

namespace sluice::orgsim {

front::front(org data, const profile& how, credentials given, std::vector<restricted_user> restricted)
    : data_(std::move(data)),
      who_(make_people(data_.seed())),
      traps_(how.org_traps),
      counts_(data_, who_, traps_),
      rest_({data_, who_, counts_, traps_}, static_cast<std::size_t>(how.org_traps.cursors)),
      limits_(how, data_.seed()),
      dropped_after_s_(how.in_flight.drop_after_s),
      logins_(who_, data_.seed(), std::move(given), std::move(restricted)) {}

void front::set_host(const std::string& host) {
  rest_.set_host(host);
  logins_.set_host(host);
}

// Not monotone, as recorded: several servers of an org each have a count of their own, up to 14 behind.
std::string front::usage(const request_view& request) {
  constexpr std::uint64_t furthest_behind = 15;
  draw d(data_.seed(), "usage", request.question, std::uint64_t{request.nth});
  const std::int64_t used = limits_.day_used();
  const auto behind = used >= limits_.day_max() ? 0 : static_cast<std::int64_t>(d.below(furthest_behind));
  return "api-usage=" + std::to_string(std::max<std::int64_t>(used - behind, 1)) + "/" +
         std::to_string(limits_.day_max());
}

std::optional<reply> front::refuse(const request_view& request, sim_time now, const calls_in_flight& in_flight) {
  now_ = now;
  in_flight_ = in_flight;
  const std::string_view path = request.target.substr(0, request.target.find('?'));
  if (path == "/services/data" || path == "/services/data/" || path == "//services/data") return std::nullopt;
  if (login_desk::is_login(request.target)) return std::nullopt;
  if (!logins_.account_of(request.authorization, request.at)) return session_ended("unauthorised");
  return count_one(request);
}

std::optional<reply> front::count_one(const request_view& request) {
  const auto why = limits_.refuse(now_, in_flight_);
  if (!why) return std::nullopt;
  reply r = error_reply(why->status, "refused", why->code, why->message);
  if (why->retry_after) {
    const auto at = std::chrono::ceil<std::chrono::seconds>(request.at + *why->retry_after).time_since_epoch();
    r.retry_after = why->as_date ? http_date(at.count()) : std::to_string(why->retry_after->count());
  }
  r.dropped = why->dropped;
  r.dropped_after_s = dropped_after_s_;
  r.refused = true;
  r.usage = usage(request);
  return r;
}

reply front::answer(const request_view& request) {
  const address where(request.target);
  if (!where.valid) return error_reply(400, "other", "MALFORMED_REQUEST", "The address can not be read");
  if (where.segments.size() == 2 && where.segments[0] == "services" && where.segments[1] == "data")
    return text_reply(200, "versions", versions_text());
  if (request.content_encoding.empty()) return answer_unpacked(request, where);
  const auto body = request.content_encoding == "gzip" ? gunzipped(request.body, request_bytes_max) : std::nullopt;
  if (!body)
    return error_reply(request.content_encoding == "gzip" ? 400 : 415, "other", "UNSUPPORTED_MEDIA_TYPE",
                       "The body's Content-Encoding can not be undone");
  request_view plain = request;
  plain.body = *body;
  return answer_unpacked(plain, where);
}

reply front::answer_unpacked(const request_view& request, const address& where) {
  if (login_desk::is_login(request.target)) return logins_.answer(request, where);
  const auto account = logins_.account_of(request.authorization, request.at).value_or(0);
  const caller who{logins_.all().at(account).sees, limits_.day_max(), limits_.day_used(), logins_.identity_of(account),
                   [this, &request] { return count_one(request); }};
  reply r = rest_.answer(request, where, who);
  r.usage = usage(request);
  return r;
}

reply front::answer_internal(const request_view& request, const traffic_stats& stats) {
  const address where(request.target);
  if (where.segments.size() == 2 && where.segments[1] == "stats") return text_reply(200, "internal", stats.json());
  if (where.segments.size() == 2 && where.segments[1] == "truth") return truth(where);
  return not_found("internal");
}

reply front::truth(const address& where) {
  reply r;
  r.kind = "internal";
  object_index begin = 0;
  auto end = static_cast<object_index>(data_.size());
  if (const auto name = where.param("object")) {
    const auto o = data_.find(*name);
    if (!o) return not_found("internal");
    begin = *o;
    end = *o + 1;
  }
  const rights* sees = &all_rights;
  if (const auto user = where.param("user")) {
    const auto account = logins_.all().find(*user);
    if (!account) return not_found("internal");
    sees = &logins_.all().at(*account).sees;
  }
  r.pieces = [this, sees, begin, end, next = begin, first = true](std::string& out) mutable {
    constexpr object_index at_once = 16;
    const truth_source of{data_, who_, counts_, *sees, traps_};
    if (next == begin) {
      out += '{';
      append_org_truth(out, of);
      out += ",\"objects\":{";
    }
    const object_index stop = std::min<object_index>(next + at_once, end);
    for (; next < stop; ++next) {
      if (!sees->sees_object(data_.at(next).name)) continue;
      if (!std::exchange(first, false)) out += ',';
      append_truth(out, of, next);
    }
    if (next == end) out += "}}";
    return next < end;
  };
  return r;
}

}  // namespace sluice::orgsim
