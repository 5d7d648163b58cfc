// What a request that was read looks like to the front, and the replies to those too long to be looked at.
#pragma once

#include "orgsim/http/message.hpp"

#include <cstddef>
#include <optional>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace sluice::orgsim {

using request_message = boost::beast::http::request<boost::beast::http::string_body>;

request_view view_of(const request_message& request);

reply too_long_reply(int status);
// Address and headers together have at most 16,384 bytes, as the API documents it.
std::optional<reply> refuse_too_long(const request_message& request);

}  // namespace sluice::orgsim
