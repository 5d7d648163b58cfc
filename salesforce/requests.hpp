// The requests of the REST API, as references below the endpoint's base (https://host/services/data/vNN.0/). The
// gateway adds the token.
#pragma once

#include "protocol/http.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

/// Which of the two query resources knows an object: the data API, or the Tooling API for what makes up the org.
enum class query_api : std::uint8_t { data, tooling };

[[nodiscard]] http_request get(std::string reference);

[[nodiscard]] http_request query(query_api api, std::string_view statement);

}  // namespace sluice
