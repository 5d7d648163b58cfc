// The options of `sluice harvest`, as the contract names them, and what they mean when nothing is said.
#pragma once

#include "cli/talk_options.hpp"
#include "protocol/error.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/App.hpp>

namespace sluice {

enum class fetch_mode : std::uint8_t { all, none };

/// The ways in; the first that is given counts. No secret is ever an argument.
struct login_options {
  std::string instance_url;
  std::string access_token_file;
  std::string target_org;
  std::string sf_path = "sf";
  std::string client_id;
  std::string client_secret_file;
  std::string jwt_key_file;
  std::string username;
  std::string refresh_token_file;
  std::string token_state;
  std::string login_url = "https://login.salesforce.com";
  std::vector<std::string> api_versions;
};

struct harvest_options {
  std::string command;  ///< as it was typed, for whoever wants to go on; holds no secret, since no option does

  login_options login;
  std::string ca_file;
  std::chrono::duration<double> connect_timeout{10};
  std::chrono::duration<double> timeout{120};

  // what to harvest
  fetch_mode fetch = fetch_mode::all;
  std::string input;
  bool with_automation = false;
  bool with_stats = false;
  std::optional<std::size_t> objects_max;
  bool resume = false;
  bool stats_resume = false;

  // how
  std::optional<std::size_t> workers;
  std::size_t workers_max = 128;
  std::optional<double> calls_per_minute;
  double api_reserve_percent = 20;
  bool wait_for_budget = false;
  std::size_t memory_mb = 64;
  std::chrono::duration<double> grace{5};
  bool strict = false;
  std::uint32_t retries = 3;
  std::chrono::milliseconds throttle{0};
  std::chrono::milliseconds backoff{400};
  bool history = true;  ///< use what earlier runs learnt of the org, and keep what this one learns
  std::optional<std::chrono::seconds> stop_after;  ///< resumable, as by a signal: no option, a comparison sets it

  // what is written and shown
  std::string output = "output";
  std::string metrics_listen;  ///< HOST:PORT, or off; empty: the usual address, or the next free port
  std::string metrics_push;
  std::string metrics_textfile;
  std::optional<std::chrono::hours> expected_interval;
  std::string org_name;
  talk_options talk;
};

/// Declares them on the command; values out of range are CLI11 errors.
void declare(CLI::App& command, harvest_options& options);

/// --batch alone, for other commands with a run.
void declare_batch(CLI::App& command);

/// What no single option shows: combinations that can't be.
[[nodiscard]] std::optional<error> contradiction(const harvest_options& options);

}  // namespace sluice
