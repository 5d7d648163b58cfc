#include "cli/orgsim_command.hpp"

#include "cli/number_range.hpp"
#include "cli/talk/journal_line.hpp"
#include "orgsim/behaviour/profile_file.hpp"
#include "protocol/error.hpp"

#include <chrono>
#include <csignal>
#include <iostream>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace sluice {

namespace {

void declare_logins(CLI::App& command, orgsim::login_options& o) {
  command.add_option("--client-id", o.client_id, "Of the connected app; default: made from the seed");
  command.add_option("--client-secret-file", o.client_secret_file, "Its secret, in a file; default: likewise");
  command.add_option("--refresh-token-file", o.refresh_token_file, "A refresh token it takes; default: likewise");
  command.add_option("--password-file", o.password_file, "The users' password; default: likewise");
  command.add_option("--jwt-public-key", o.jwt_public_key_file,
                     "PEM key or certificate that JWT logins are signed for");
  command.add_option("--credentials-file", o.credentials_file, "Write all that a client can log in with here, as JSON");
  command
      .add_option_function<long>(
          "--token-lifetime", [&o](const long& s) { o.token_lifetime = std::chrono::seconds(s); },
          "Seconds that a token from a login lasts, 7200 unless given; 0: for ever")
      ->transform(whole_number(0));
  command.add_flag("--rotate-refresh-tokens", o.rotate_refresh_tokens, "Each refresh gives a new refresh token");
}

}  // namespace

void declare(CLI::App& command, orgsim_options& o) {
  command.add_option("--port", o.server.port, "On 127.0.0.1; 0: any free one")->capture_default_str();
  CLI::Option* tls = command.add_flag("--tls", o.server.tls, "Serve TLS with a certificate made at the start");
  command.add_option("--tls-cert-file", o.server.tls_cert_file, "Write that certificate here, for --ca-file")
      ->needs(tls);
  command.add_option("--tls-client-ca", o.server.tls_client_ca, "PEM authorities; clients must show a certificate")
      ->needs(tls)
      ->check(CLI::ExistingFile);
  command.add_option("--profile", o.server.profile, "How it behaves: a built-in name, or a TOML or JSON file")
      ->capture_default_str();
  command.add_flag("--list-profiles", o.list_profiles, "Say what the built-in profiles are, and end");
  command.add_option("--show-profile", o.show_profile,
                     "Print a built-in profile's file, to begin one of your own; and end");
  command.footer(
      "A rehearsal: sluice orgsim --port 8080 --profile night &, then point your script at http://127.0.0.1:8080 with\n"
      "the token of the ready line. What it saw: curl http://127.0.0.1:8080/__orgsim/stats; what a right harvest "
      "finds:\n"
      "curl http://127.0.0.1:8080/__orgsim/truth?object=Account. docs/orgsim.md tells the rest.");
  CLI::Option* objects = command.add_option("--objects", o.server.objects, "Number of made-up objects")
                             ->transform(whole_number(1))
                             ->capture_default_str();
  command.add_option("--schema", o.schema, "A schema.json whose objects it has instead")->excludes(objects);
  command.add_option("--seed", o.server.seed, "Of all that is made up")->capture_default_str();
  declare_logins(command, o.server.login);
}

namespace {

int list_profiles() {
  for (const orgsim::named_profile& p : orgsim::built_in_profiles()) {
    const auto read = orgsim::load_profile(std::string(p.name));
    std::cout << p.name << std::string(p.name.size() < 12 ? 12 - p.name.size() : 1, ' ')
              << (read ? read->sentence : std::string()) << '\n';
  }
  return static_cast<int>(exit_code::all_done);
}

int show_profile(const std::string& name) {
  if (const orgsim::named_profile* p = orgsim::find_built_in(name)) {
    std::cout << p->text;
    return static_cast<int>(exit_code::all_done);
  }
  say(line_level::error, "sluice orgsim: no built-in profile \"" + name + "\"; there are " + orgsim::built_in_names());
  return static_cast<int>(exit_code::bad_usage);
}

}  // namespace

int run_orgsim(const orgsim_options& o) {
  if (o.list_profiles) return list_profiles();
  if (!o.show_profile.empty()) return show_profile(o.show_profile);
  orgsim::options wanted = o.server;
  if (!o.schema.empty()) wanted.schema = o.schema;
  auto made = orgsim::server::make(wanted);
  if (!made) {
    say(line_level::error, "sluice orgsim: " + made.error().message);
    return static_cast<int>(exit_code::bad_usage);
  }
  orgsim::server& server = **made;
  boost::asio::io_context io;
  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([](const boost::system::error_code&, int) {});
  server.run_in_background();
  std::cout << "orgsim ready on " << server.url() << ", token " << server.token() << std::endl;
  io.run();
  server.stop();
  return static_cast<int>(exit_code::all_done);
}

}  // namespace sluice
