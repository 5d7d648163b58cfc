// The names of a profile's settings, with the member that each one sets and its bounds: the reader and the test of the
// documentation go by these lists, so a new setting is a member, a line here and a line in docs/orgsim.md.
#pragma once

#include "orgsim/behaviour/profile.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sluice::orgsim {

template <class Section>
struct setting {
  std::string_view name;
  std::variant<double Section::*, std::optional<double> Section::*, std::uint32_t Section::*, std::int64_t Section::*,
               bool Section::*, std::string Section::*, name_set Section::*, rate_form Section::*,
               retry_after_form Section::*, cap_form Section::*, wave_of Section::*, outage_form Section::*,
               fault_form Section::*>
      member;
  double least = 0;
  double most = 1e9;
};

// The words of an enumeration, in its order.
template <class Enum>
inline constexpr std::array<std::string_view, 0> words_of{};
template <>
inline constexpr std::array<std::string_view, 3> words_of<rate_form>{"bucket", "fixed", "sliding"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<retry_after_form>{"seconds", "date", "none"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<cap_form>{"refuse", "drop", "long_running"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<wave_of>{"servers", "service", "others"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<outage_form>{"unavailable", "refused", "hang"};
template <>
inline constexpr std::array<std::string_view, 15> words_of<fault_form>{"error",
                                                                       "reset_before_headers",
                                                                       "reset_after_headers",
                                                                       "truncated",
                                                                       "wrong_length",
                                                                       "garbage",
                                                                       "half_json",
                                                                       "hang",
                                                                       "drip",
                                                                       "expired",
                                                                       "gzip_garbage",
                                                                       "wrong_answer",
                                                                       "html_200",
                                                                       "refused",
                                                                       "tls_abort"};

// settings_of<Section>: every setting of a section.
template <class Section>
inline constexpr std::array<setting<Section>, 0> settings_of{};

inline constexpr double most_ms = 3'600'000;
inline constexpr double most_s = 864'000;
inline constexpr double most_servers = 1'000'000;

template <>
inline constexpr std::array<setting<capacity_profile>, 6> settings_of<capacity_profile>{{
    {"servers", &capacity_profile::servers, 0, most_servers},
    {"queue", &capacity_profile::queue, 0, most_servers},
    {"contention", &capacity_profile::contention, 0, 1},
    {"coherence", &capacity_profile::coherence, 0, 1},
    {"crowd", &capacity_profile::crowd, 0, most_servers},
    {"crowd_growth", &capacity_profile::crowd_growth, 1, 10},
}};
template <>
inline constexpr std::array<setting<service_profile>, 8> settings_of<service_profile>{{
    {"median_ms", &service_profile::median_ms, 0, most_ms},
    {"sigma", &service_profile::sigma, 0, 5},
    {"tail_share", &service_profile::tail_share, 0, 1},
    {"tail_factor", &service_profile::tail_factor, 1, 10'000},
    {"tail_alpha", &service_profile::tail_alpha, 0, 100},
    {"per_row_us", &service_profile::per_row_us, 0, most_ms},
    {"per_kb_us", &service_profile::per_kb_us, 0, most_ms},
    {"per_subrequest_ms", &service_profile::per_subrequest_ms, 0, most_ms},
}};
template <>
inline constexpr std::array<setting<cold_profile>, 2> settings_of<cold_profile>{{
    {"calls", &cold_profile::calls},
    {"factor", &cold_profile::factor, 1, 10'000},
}};
template <>
inline constexpr std::array<setting<network_profile>, 2> settings_of<network_profile>{{
    {"round_trip_ms", &network_profile::round_trip_ms, 0, most_ms},
    {"sigma", &network_profile::sigma, 0, 5},
}};
template <>
inline constexpr std::array<setting<rate_profile>, 8> settings_of<rate_profile>{{
    {"calls_per_minute", &rate_profile::calls_per_minute},
    {"burst", &rate_profile::burst, 1, 1e9},
    {"form", &rate_profile::form},
    {"window_s", &rate_profile::window_s, 0.1, most_s},
    {"counts_refused", &rate_profile::counts_refused},
    {"status", &rate_profile::status, 403, 429},
    {"retry_after", &rate_profile::retry_after},
    {"wordless", &rate_profile::wordless},
}};
template <>
inline constexpr std::array<setting<in_flight_profile>, 5> settings_of<in_flight_profile>{{
    {"cap", &in_flight_profile::cap},
    {"form", &in_flight_profile::form},
    {"long_s", &in_flight_profile::long_s, 0, most_s},
    {"drop_after_s", &in_flight_profile::drop_after_s, 0, most_s},
    {"wordless", &in_flight_profile::wordless},
}};
template <>
inline constexpr std::array<setting<day_profile>, 2> settings_of<day_profile>{{
    {"max_calls", &day_profile::max_calls, 1, 1e12},
    {"used", &day_profile::used, 0, 1e12},
}};
template <>
inline constexpr std::array<setting<others_profile>, 2> settings_of<others_profile>{{
    {"calls_per_minute", &others_profile::calls_per_minute},
    {"service_ms", &others_profile::service_ms, 0, most_ms},
}};
template <>
inline constexpr std::array<setting<change_profile>, 7> settings_of<change_profile>{{
    {"at_s", &change_profile::at_s, 0, most_s},
    {"over_s", &change_profile::over_s, 0, most_s},
    {"servers", &change_profile::servers, 1, most_servers},
    {"service_factor", &change_profile::service_factor, 0.001, 10'000},
    {"calls_per_minute", &change_profile::calls_per_minute, 0.001, 1e9},
    {"in_flight_cap", &change_profile::in_flight_cap, 1, 1e9},
    {"others_per_minute", &change_profile::others_per_minute},
}};
template <>
inline constexpr std::array<setting<wave_profile>, 4> settings_of<wave_profile>{{
    {"of", &wave_profile::of},
    {"period_s", &wave_profile::period_s, 0.1, most_s},
    {"swing", &wave_profile::swing, 0, 1},
    {"phase_s", &wave_profile::phase_s, 0, most_s},
}};
template <>
inline constexpr std::array<setting<outage_profile>, 4> settings_of<outage_profile>{{
    {"at_s", &outage_profile::at_s, 0, most_s},
    {"for_s", &outage_profile::for_s, 0.1, most_s},
    {"form", &outage_profile::form},
    {"slow_start_s", &outage_profile::slow_start_s, 0, most_s},
}};
template <>
inline constexpr std::array<setting<fault_profile>, 13> settings_of<fault_profile>{{
    {"form", &fault_profile::form},
    {"on", &fault_profile::on},
    {"share", &fault_profile::share, 0, 1},
    {"first", &fault_profile::first},
    {"every", &fault_profile::every},
    {"from_call", &fault_profile::from_call},
    {"to_call", &fault_profile::to_call},
    {"first_askings", &fault_profile::first_askings},
    {"after_s", &fault_profile::after_s, 0, most_s},
    {"until_s", &fault_profile::until_s, 0, most_s},
    {"status", &fault_profile::status, 400, 599},
    {"hang_s", &fault_profile::hang_s, 0, most_s},
    {"drip_ms", &fault_profile::drip_ms, 1, most_ms},
}};
template <>
inline constexpr std::array<setting<rights>, 4> settings_of<rights>{{
    {"view_setup", &rights::view_setup},
    {"view_all_data", &rights::view_all_data},
    {"hidden_objects", &rights::hidden_objects},
    {"hidden_fields", &rights::hidden_fields},
}};

}  // namespace sluice::orgsim
