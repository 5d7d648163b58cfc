// The replies of faults that are told by status or body alone; the rest is done to the wire (http/wire_fault.hpp).
#pragma once

#include "orgsim/behaviour/asking.hpp"
#include "orgsim/behaviour/profile.hpp"
#include "orgsim/http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// A page as a load balancer sends it.
reply html_reply(int status, std::string_view kind);
// 503 of a full queue, as the API's JSON.
reply busy_reply();

// The reply that stands instead of a real one; nothing if the fault needs the real one. Garbage is drawn from the
// question.
std::optional<reply> reply_instead(const fault_profile& fault, const asking& a, bool client_unpacks);
// half_json: what is left of the body; leaves other faults' replies as they are.
void damage(const fault_profile& fault, reply& r);
// wrong_answer: the address whose answer is given instead.
std::string other_target(std::string_view target);

}  // namespace sluice::orgsim
