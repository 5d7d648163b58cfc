// A simulated Salesforce org on 127.0.0.1: the REST API's describe, list, query, tooling/query, limits and recordCount
// over computed data, with a capacity and limits to run into (behaviour/profile.hpp). It is written from the API's
// documentation and from recorded answers, never from the client's code.
//   GET /__orgsim/stats: what it saw. GET /__orgsim/truth[?object=NAME]: what a right harvest finds (data/truth.hpp).
// Errors: make() tells in one line what is wrong with the options; after that nothing fails but single connections.
#pragma once

#include "orgsim/http/traffic_stats.hpp"
#include "orgsim/login/login_options.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct options {
  std::uint16_t port = 0;  // 0: any free one
  bool tls = false;
  std::string tls_cert_file;        // where the self-made certificate is written as PEM, if tls
  std::string tls_client_ca;        // clients must show a certificate signed by one in this file, if tls
  std::string profile = "instant";  // a built-in name or the path of a JSON file
  std::size_t objects = 1462;       // made up, unless a schema is given
  std::optional<std::filesystem::path> schema;
  std::uint64_t seed = 1;
  login_options login;
};

struct server_fault {
  std::string message;
};

class server {
 public:
  // Listens when it returns; answers from run_in_background() on.
  static boost::system::result<std::unique_ptr<server>, server_fault> make(const options& wanted);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  std::string url() const;  // http://127.0.0.1:PORT or https://
  std::string token() const;
  // On a thread of its own; REQUIRES not to be running. Ends with stop() or the destructor.
  void run_in_background();
  void stop();
  // From any thread.
  stats_snapshot stats() const;

 private:
  struct state;
  explicit server(std::unique_ptr<state> s);
  std::unique_ptr<state> state_;
};

}  // namespace sluice::orgsim
