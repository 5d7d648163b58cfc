#include "cli/not_built.hpp"

#include <algorithm>
#include <array>

#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>

namespace sluice {

namespace {

constexpr std::array flags_with_value{"--seeds",
                                      "--depth",
                                      "--stats-sample",
                                      "--cache-dir",
                                      "--stats-order-by",
                                      "--cache-max-age",
                                      "--ignore-namespaces",
                                      "--max-field-rows",
                                      "--top-fill",
                                      "--markdown-output",
                                      "--shard"};

constexpr std::array flags_alone{"--with-metadata", "--with-security", "--prefilter-noise", "--filter-noise",
                                 "--cache-stats",   "--clear-cache",   "--clean-output",    "--emit-markdown",
                                 "--emit-jsonl",    "--no-rows"};

constexpr std::array commands{"limits", "status", "report", "fleet"};

[[noreturn]] void refuse(const std::string& name) {
  throw CLI::ValidationError(name, "is not built yet");
}

}  // namespace

void refuse_flags_not_built(CLI::App& harvest) {
  for (const std::string name : flags_with_value) {
    harvest.add_option_function<std::string>(name, [name](const std::string&) { refuse(name); })->group("");
  }
  for (const std::string name : flags_alone) {
    harvest.add_flag_callback(name, [name] { refuse(name); })->group("");
  }
}

void refuse_commands_not_built(CLI::App& sluice) {
  for (const std::string name : commands) {
    CLI::App* command = sluice.add_subcommand(name)->group("");
    command->allow_extras()->set_help_flag();
    command->parse_complete_callback([name] { refuse("sluice " + name); });
  }
}

void refuse_value(const std::string& flag, std::string_view word, std::initializer_list<std::string_view> not_built) {
  if (std::find(not_built.begin(), not_built.end(), word) != not_built.end()) refuse(flag + " " + std::string(word));
}

}  // namespace sluice
