#include "tests/fuzz/org_under_fuzz.hpp"

#include "orgsim/behaviour/profile.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/http/front.hpp"
#include "orgsim/login/credentials.hpp"

#include <utility>

namespace sluice::fuzz {

std::size_t answer_wholly(orgsim::request_view request) {
  constexpr std::uint64_t seed = 1;
  constexpr std::size_t objects = 30;
  static orgsim::front front(orgsim::org::made_up(seed, objects), orgsim::profile{}, orgsim::made_up_credentials(seed));
  static const std::string bearer = "Bearer " + front.token();
  request.authorization = bearer;
  const auto answered = [&] {
    if (orgsim::front::is_internal(request.target)) return front.answer_internal(request, orgsim::traffic_stats());
    auto refused = front.refuse(request, {}, {.all = 1});
    return refused ? std::move(*refused) : front.answer(request);
  };
  const orgsim::reply reply = answered();
  std::size_t bytes = reply.body ? reply.body->size() : 0;
  std::string piece;
  for (bool more = static_cast<bool>(reply.pieces); more; piece.clear()) {
    more = reply.pieces(piece);
    bytes += piece.size();
  }
  return bytes;
}

}  // namespace sluice::fuzz
