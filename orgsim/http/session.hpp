// One client connection: requests one after the other, in their order, so that pipelined ones get their replies in
// order too.
#pragma once

#include "orgsim/http/front.hpp"
#include "orgsim/http/service_desk.hpp"
#include "orgsim/http/traffic_stats.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace sluice::orgsim {

// What all sessions share; outlives them.
struct session_world {
  front& org_front;
  service_desk& desk;
  traffic_stats& stats;
};

void start_session(boost::asio::ip::tcp::socket socket, const session_world& world);
void start_tls_session(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls, const session_world& world);

}  // namespace sluice::orgsim
