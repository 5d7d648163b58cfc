#include "bench/control/rivals/rivals.hpp"

#include "bench/control/rivals/aws_adaptive.hpp"
#include "bench/control/rivals/dialogue_limiter.hpp"
#include "bench/control/rivals/envoy_gradient.hpp"
#include "bench/control/rivals/failsafe_adaptive.hpp"
#include "bench/control/rivals/fixed_law.hpp"
#include "bench/control/rivals/goodput_climb.hpp"
#include "bench/control/rivals/netflix_aimd.hpp"
#include "bench/control/rivals/netflix_gradient2.hpp"
#include "bench/control/rivals/netflix_vegas.hpp"
#include "bench/control/rivals/vector_arc.hpp"

#include <array>

namespace sluice::bench {

namespace {
using law = std::unique_ptr<control_law>;

constexpr backoff plain_wait{.first_s = 0.05, .most_s = 0.5};

law arc(std::size_t first, std::size_t max, std::uint64_t) {
  return std::make_unique<vector_arc>(arc_options{.first = first, .max = max, .wait = plain_wait});
}

law gradient2(std::size_t first, std::size_t max, std::uint64_t) {
  return std::make_unique<netflix_gradient2>(gradient2_options{.first = first, .max = max, .wait = plain_wait});
}

law vegas(std::size_t first, std::size_t max, std::uint64_t seed) {
  return std::make_unique<netflix_vegas>(vegas_options{.first = first, .max = max, .seed = seed, .wait = plain_wait});
}

law aimd(std::size_t first, std::size_t max, std::uint64_t) {
  return std::make_unique<netflix_aimd>(aimd_options{.first = first, .max = max, .wait = plain_wait});
}

law failsafe(std::size_t first, std::size_t max, std::uint64_t) {
  return std::make_unique<failsafe_adaptive>(failsafe_options{.first = first, .max = max, .wait = plain_wait});
}

law envoy(std::size_t, std::size_t max, std::uint64_t seed) {
  return std::make_unique<envoy_gradient>(envoy_options{.max = max, .seed = seed, .wait = plain_wait});
}

law aws(std::size_t, std::size_t max, std::uint64_t) {
  return std::make_unique<aws_adaptive>(
      aws_options{.window = max, .wait = {plain_wait.first_s, plain_wait.most_s, false}});
}

law dialogue(std::size_t first, std::size_t max, std::uint64_t) {
  return std::make_unique<dialogue_limiter>(dialogue_options{.first = first, .max = max, .wait = plain_wait});
}

law climb(std::size_t first, std::size_t max, std::uint64_t) {
  return std::make_unique<goodput_climb>(climb_options{.first = first, .max = max, .wait = plain_wait});
}

law fixed(std::size_t first, std::size_t, std::uint64_t) {
  return std::make_unique<fixed_law>(fixed_options{.window = first});
}

constexpr std::array<rival, 10> all{{
    {"vector-arc", arc},
    {"netflix-gradient2", gradient2},
    {"netflix-vegas", vegas},
    {"netflix-aimd", aimd},
    {"failsafe-go", failsafe},
    {"envoy-gradient", envoy},
    {"aws-adaptive", aws},
    {"dialogue", dialogue},
    {"goodput-climb", climb},
    {"fixed", fixed},
}};
}  // namespace

std::span<const rival> rivals() {
  return all;
}

}  // namespace sluice::bench
