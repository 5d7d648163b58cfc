#include "cli/harvest_options.hpp"

#include "cli/not_built.hpp"
#include "cli/number_range.hpp"
#include "metrics/exposer.hpp"

#include <map>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>

namespace sluice {

namespace {

constexpr double a_day_s = 24 * 3600;
constexpr std::uint64_t a_day_h = 24;

void seconds_option(CLI::App& command, const std::string& name, std::chrono::duration<double>& value, double least,
                    const std::string& help) {
  const auto set = [&value](const double& s) { value = std::chrono::duration<double>(s); };
  command.add_option_function<double>(name, set, help)
      ->check(number(least, a_day_s))
      ->type_name("SECONDS")
      ->default_str(std::to_string(static_cast<long>(value.count())));
}

void milliseconds_option(CLI::App& command, const std::string& name, std::chrono::milliseconds& value,
                         const std::string& help) {
  const auto set = [&value](const long& ms) { value = std::chrono::milliseconds(ms); };
  command.add_option_function<long>(name, set, help)
      ->transform(whole_number(0, 3'600'000))
      ->type_name("MS")
      ->default_str(std::to_string(value.count()));
}

void declare_login(CLI::App& command, harvest_options& o) {
  command.option_defaults()->group("Login");
  login_options& l = o.login;
  const auto text = [&command](const char* name, std::string& value, const char* type, const char* help) {
    return command.add_option(name, value, help)->type_name(type);
  };
  text("--instance-url", l.instance_url, "URL", "Address of the org; the token is in SLUICE_ACCESS_TOKEN");
  text("--access-token-file", l.access_token_file, "FILE", "Read the token from this file instead");
  text("--target-org,--org-alias", l.target_org, "ALIAS",
       "Ask the sf CLI for its session; default: SF_ORG_ALIAS, then "
       "the sf CLI's default org");
  text("--sf-path", l.sf_path, "PROGRAM", "The sf CLI")->capture_default_str();
  text("--client-id", l.client_id, "ID", "A connected app; with one of the three files below");
  text("--client-secret-file", l.client_secret_file, "FILE", "Its secret: client credentials");
  CLI::Option* user = text("--username", l.username, "NAME", "Whom the app acts for");
  text("--jwt-key-file", l.jwt_key_file, "FILE", "Its RSA key in PEM: JWT bearer, with --username")->needs(user);
  text("--refresh-token-file", l.refresh_token_file, "FILE",
       "A refresh token; one that the org rotates is written back");
  text("--token-state", l.token_state, "FILE", "Where a rotated refresh token is kept instead");
  text("--login-url", l.login_url, "URL", "Where the app logs in: the org's own domain, or a login host")
      ->capture_default_str();
  command.add_option("--api-versions", l.api_versions, "Versions to try in order; default: the newest that both know")
      ->delimiter(',');
  command.add_option("--ca-file", o.ca_file, "Certificates to trust besides the machine's own")->type_name("FILE");
  seconds_option(command, "--connect-timeout", o.connect_timeout, 0.001, "For a connection");
  seconds_option(command, "--timeout", o.timeout, 0.001, "For a whole call");
}

void declare_harvest(CLI::App& command, harvest_options& o) {
  command.option_defaults()->group("What to harvest");
  const std::map<std::string, fetch_mode> modes{{"all", fetch_mode::all}, {"none", fetch_mode::none}};
  command
      .add_option_function<std::string>(
          "--fetch",
          [&o, modes](const std::string& word) {
            refuse_value("--fetch", word, {"seeds"});
            o.fetch = one_of("--fetch", word, modes);
          },
          "Describe all objects, or none (then --input names them)")
      ->type_name("all|none")
      ->default_str("all");
  command.add_option("-i,--input", o.input, "A schema.json whose objects are enriched")->type_name("FILE");
  command.add_flag("--with-automation", o.with_automation, "Flows, triggers, rules, field-level security");
  command.add_flag("--with-stats", o.with_stats, "Record counts");
  command.add_option("--max-objects", o.objects_max, "Only the first N")->transform(whole_number(1))->type_name("N");
  command.add_flag("--resume", o.resume, "Go on with the folder's last run: ask only what is missing or failed");
  command.add_flag("--stats-resume", o.stats_resume, "The same for the stats parts");
}

void declare_pace(CLI::App& command, harvest_options& o) {
  command.option_defaults()->group("How");
  command.add_option("--workers", o.workers, "Fix the calls in flight (1: one at a time); default: tuned")
      ->transform(whole_number(1, 1024))
      ->type_name("N");
  command.add_option("--max-workers", o.workers_max, "Ceiling of the tuned number")
      ->transform(whole_number(1, 1024))
      ->type_name("N")
      ->capture_default_str();
  declare_batch(command);
  command.add_option("--calls-per-minute", o.calls_per_minute, "Ceiling of the pace")
      ->check(number(0.1, 1e6))
      ->type_name("N");
  command.add_option("--api-reserve", o.api_reserve_percent, "Share of the day's calls that is never used")
      ->check(number(0, 100))
      ->type_name("PERCENT")
      ->capture_default_str();
  command.add_flag("--wait", o.wait_for_budget,
                   "Sleep by the hour when the day's calls are used up, instead of ending");
  command.add_flag_callback(
      "--no-history", [&o] { o.history = false; },
      "Neither start from what earlier runs learnt of the org's limits, nor keep what this one learns");
  command.add_option("--memory", o.memory_mb, "Room for replies that are not stored yet")
      ->transform(whole_number(1, 65536))
      ->type_name("MB")
      ->capture_default_str();
  command.add_option("--retries", o.retries, "Tries of a broken call after its first")
      ->transform(whole_number(0, 100))
      ->type_name("N")
      ->capture_default_str();
  milliseconds_option(command, "--throttle-ms", o.throttle, "A worker rests so long after each call");
  milliseconds_option(command, "--backoff-ms", o.backoff, "First bound of the wait before a call is asked again");
  seconds_option(command, "--grace", o.grace, 0, "For calls in flight when the run is stopped");
  command.add_flag("--strict", o.strict, "A denied or unsupported part makes the exit code 3");
}

void declare_output(CLI::App& command, harvest_options& o) {
  command.option_defaults()->group("Output");
  command.add_option("-o,--output", o.output, "Folder of the library")->type_name("DIR")->capture_default_str();
  command.add_option("--metrics-textfile", o.metrics_textfile, "Write how the run ended for node_exporter")
      ->type_name("FILE");
  command.add_option("--metrics-listen", o.metrics_listen, "Serve /metrics for Prometheus there, or off")
      ->check([](const std::string& text) {
        if (text == "off") return std::string();
        const auto read = read_listen_address(text);
        return read ? std::string() : read.error().what;
      })
      ->type_name("HOST:PORT")
      ->default_str("127.0.0.1:9464, or the next free port");
  command.add_option("--metrics-push", o.metrics_push, "Tell a Pushgateway how the run ended")
      ->check([](const std::string& text) {
        const bool web = text.starts_with("http://") || text.starts_with("https://");
        return web ? std::string() : text + " is no http address";
      })
      ->type_name("URL");
  command
      .add_option_function<long>(
          "--expected-interval", [&o](const long& h) { o.expected_interval = std::chrono::hours(h); },
          "How often a run is expected, for alerts")
      ->transform(whole_number(1, 366 * a_day_h))
      ->type_name("HOURS");
  command.add_option("--org-name", o.org_name, "Name of the org in the metrics; default: its host");
  declare(command, o.talk);
}

}  // namespace

void declare_batch(CLI::App& command) {
  command
      .add_option_function<std::string>(
          "--batch",
          [](const std::string& word) {
            refuse_value("--batch", word, {"auto"});
            if (word != "off") throw CLI::ValidationError("--batch", word + " is not off");
          },
          "off: one object a call")
      ->type_name("off")
      ->default_str("off");
}

void declare(CLI::App& command, harvest_options& options) {
  declare_login(command, options);
  declare_harvest(command, options);
  declare_pace(command, options);
  declare_output(command, options);
  refuse_flags_not_built(command);
}

std::optional<error> contradiction(const harvest_options& o) {
  const auto bad = [](std::string what, std::string remedy) {
    return error{.code = exit_code::bad_usage, .what = std::move(what), .remedy = std::move(remedy)};
  };
  if (o.fetch == fetch_mode::none && o.input.empty()) {
    return bad("--fetch=none asks for nothing new", "name the objects with --input FILE");
  }
  if (o.fetch == fetch_mode::all && !o.input.empty()) {
    return bad("--input is only read with --fetch=none", "leave one of them out");
  }
  if (o.output.empty()) return bad("-o names no folder", "name the library's folder, or leave -o out");
  return {};
}

}  // namespace sluice
