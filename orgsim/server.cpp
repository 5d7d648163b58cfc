#include "orgsim/server.hpp"

#include "orgsim/behaviour/profile_file.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/data/schema_file.hpp"
#include "orgsim/http/certificate.hpp"
#include "orgsim/http/front.hpp"
#include "orgsim/http/service_desk.hpp"
#include "orgsim/http/session.hpp"

#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace sluice::orgsim {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

std::optional<server_fault> listen(tcp::acceptor& acceptor, std::uint16_t port) {
  boost::system::error_code error;
  const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
  acceptor.open(here.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(here, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return std::nullopt;
  return server_fault{"cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + error.message() +
                      (error == asio::error::address_in_use ? "; choose another --port, or 0 for any" : "")};
}

std::vector<restricted_user> restricted_users(const profile& how) {
  std::vector<restricted_user> users;
  for (const user_profile& u : how.users) users.push_back({u.name, u.may});
  return users;
}

}  // namespace

// The io_context goes last when this is taken down: what it still holds refers to the other members.
struct server::state {
  state(org data, const profile& how, std::uint64_t seed, credentials given)
      : stats(how, seed),
        org_front(std::move(data), how, std::move(given), restricted_users(how)),
        desk(io, how, seed, stats) {}

  void accept() {
    acceptor.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error) {
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const session_world world{org_front, desk, stats};
        tls ? start_tls_session(std::move(socket), *tls, world) : start_session(std::move(socket), world);
      }
      accept();
    });
  }

  // While an outage of that kind lasts nobody listens: a client is refused as by a machine that is down.
  void watch_outages() {
    constexpr auto soon = std::chrono::milliseconds(20);
    look_again.expires_after(soon);
    look_again.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      const bool down = desk.outage() == outage_form::refused;
      boost::system::error_code ignored;
      if (down && acceptor.is_open()) acceptor.close(ignored);
      if (!down && !acceptor.is_open() && !listen(acceptor, port)) accept();
      watch_outages();
    });
  }

  traffic_stats stats;
  front org_front;
  std::optional<asio::ssl::context> tls;
  asio::io_context io{1};
  service_desk desk;
  tcp::acceptor acceptor{io};
  asio::steady_timer look_again{io};
  std::thread thread;
  std::uint16_t port = 0;  // also while nobody listens
};

namespace {

boost::system::result<org, server_fault> load_org(const options& wanted) {
  if (!wanted.schema) {
    if (wanted.objects == 0) return server_fault{"an org has at least one object: --objects must not be 0"};
    return org::made_up(wanted.seed, wanted.objects);
  }
  auto schema = read_schema(*wanted.schema);
  if (!schema) return server_fault{schema.error().message};
  if (schema->empty()) return server_fault{wanted.schema->string() + ": holds no objects"};
  return org::from_schema(wanted.seed, std::move(*schema));
}

std::optional<server_fault> prepare_tls(asio::ssl::context& tls, const options& wanted) {
  const auto made = make_self_signed();
  if (!made) return server_fault{made.error().message};
  if (auto fault = install(tls, *made)) return server_fault{std::move(fault->message)};
  if (!wanted.tls_client_ca.empty())
    if (auto fault = require_client_certificates(tls, wanted.tls_client_ca))
      return server_fault{std::move(fault->message)};
  const std::string& file = wanted.tls_cert_file;
  if (file.empty()) return std::nullopt;
  std::ofstream out(file, std::ios::binary);
  out << made->certificate;
  out.close();
  if (!out) return server_fault{file + ": the certificate cannot be written there"};
  return std::nullopt;
}

}  // namespace

server::server(std::unique_ptr<state> s) : state_(std::move(s)) {}

boost::system::result<std::unique_ptr<server>, server_fault> server::make(const options& wanted) {
  const auto how = load_profile(wanted.profile);
  if (!how) return server_fault{how.error().message};
  auto data = load_org(wanted);
  if (!data) return data.error();
  const auto login = prepare_login(wanted.login, wanted.seed);
  if (!login) return server_fault{login.error().message};
  auto s = std::make_unique<state>(std::move(*data), *how, wanted.seed, login->given);
  if (auto fault = listen(s->acceptor, wanted.port)) return std::move(*fault);
  s->port = s->acceptor.local_endpoint().port();
  if (wanted.tls) {
    s->tls.emplace(asio::ssl::context::tls_server);
    if (auto fault = prepare_tls(*s->tls, wanted)) return std::move(*fault);
  }
  auto made = std::unique_ptr<server>(new server(std::move(s)));
  made->state_->org_front.set_host(made->url());
  const std::string& file = wanted.login.credentials_file;
  if (!file.empty())
    if (auto fault = write_credentials(file, made->url(), *login, made->state_->org_front.logins()))
      return server_fault{std::move(fault->message)};
  made->state_->accept();
  if (course(*how, wanted.seed).has_outage(outage_form::refused)) made->state_->watch_outages();
  return made;
}

server::~server() {
  stop();
}

std::string server::url() const {
  return (state_->tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(state_->port);
}

std::string server::token() const {
  return state_->org_front.token();
}

void server::run_in_background() {
  state_->thread = std::thread([s = state_.get()] { s->io.run(); });
}

void server::stop() {
  state_->io.stop();
  if (state_->thread.joinable()) state_->thread.join();
}

stats_snapshot server::stats() const {
  return state_->stats.snapshot();
}

}  // namespace sluice::orgsim
