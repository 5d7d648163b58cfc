#include "cli/talk_options.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>

namespace sluice {

void declare(CLI::App& command, talk_options& o) {
  const std::map<std::string, progress_mode> modes{
      {"auto", progress_mode::automatic}, {"plain", progress_mode::plain}, {"none", progress_mode::none}};
  command
      .add_option_function<std::string>(
          "--progress", [&o, modes](const std::string& word) { o.progress = one_of("--progress", word, modes); },
          "On stderr. auto: a line drawn in place on a terminal, else now and then a line; plain: such lines always")
      ->type_name("auto|plain|none")
      ->default_str("auto");
  const std::map<std::string, log_format> formats{{"text", log_format::text}, {"json", log_format::json}};
  command
      .add_option_function<std::string>(
          "--log-format", [&o, formats](const std::string& word) { o.format = one_of("--log-format", word, formats); },
          "Form of the log; json: one object a line")
      ->type_name("text|json")
      ->default_str("text");
  command.add_option("--log-file", o.log_file, "The run's log; default: sluice.log in the output folder")
      ->type_name("FILE");
  CLI::Option* quiet = command.add_flag("-q,--quiet", o.quiet, "Only errors");
  command.add_flag("-v,--verbose", o.verbose, "More in the log: every gap, every setting, every object's end")
      ->excludes(quiet);
}

}  // namespace sluice
