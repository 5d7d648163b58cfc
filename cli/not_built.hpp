// Commands and flags of the contract that are not built yet. They are refused by name, so that nobody takes silence for
// obedience.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include <CLI/App.hpp>

namespace sluice {

/// Declares them, hidden from --help: the first that is used throws a CLI11 error which names it.
void refuse_flags_not_built(CLI::App& harvest);
void refuse_commands_not_built(CLI::App& sluice);

/// Throws a CLI11 error where `word` is one of the values that are not built.
void refuse_value(const std::string& flag, std::string_view word, std::initializer_list<std::string_view> not_built);

}  // namespace sluice
