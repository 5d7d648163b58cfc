#include "tests/e2e/program/screen.hpp"

#include "tests/e2e/program/org.hpp"

#include <array>
#include <cstdio>
#include <stdexcept>

namespace sluice::e2e {

namespace {

constexpr std::size_t lines = 24;

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

screen::screen(const std::vector<std::string>& words, std::size_t columns, const environment& extra,
               std::size_t told_columns) {
  std::string command = "trap : INT\n";  // Ctrl-C is for the program: the shell stays to tell how it ended
  command += "unset STATE_DIRECTORY\nexport XDG_STATE_HOME=" + quoted(folder_ / "state") + "\n";
  for (const auto& [name, value] : extra) command += "export " + name + "=" + quoted(value) + "\n";
  if (told_columns > 0) command += "stty cols " + std::to_string(told_columns) + "\n";
  command += quoted(SLUICE_PROGRAM);
  for (const std::string& w : words) command += " " + quoted(w);
  const std::string script = written(folder_ / "script", command + "\necho \"exit $?\"\nread stay\n");
  (void)tmux("-f /dev/null new-session -d -x " + std::to_string(columns) + " -y " + std::to_string(lines) + " sh " +
             quoted(script));
}

screen::~screen() {
  (void)tmux("kill-server");
}

std::string screen::tmux(const std::string& command) const {
  const std::string line = "LC_ALL=C.UTF-8 tmux -u -S " + quoted(folder_ / "socket") + " " + command + " 2>&1";
  std::FILE* out = ::popen(line.c_str(), "r");
  if (out == nullptr) throw std::runtime_error("no shell");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), out)) text.append(buffer.data(), n);
  ::pclose(out);
  return text;
}

std::string screen::text() const {
  std::string shown = tmux("run-shell -d 0.2 true \\; capture-pane -p");
  if (shown.find("no server running") != std::string::npos) throw std::runtime_error(shown);
  while (shown.ends_with('\n')) shown.pop_back();
  return shown;
}

std::string screen::text_with(const std::string& shows) const {
  for (;;) {
    std::string shown = text();
    if (shown.find(shows) != std::string::npos || ("\n" + shown).find("\nexit ") != std::string::npos) return shown;
  }
}

void screen::record(const std::string& file) const {
  (void)tmux("pipe-pane " + quoted("cat >" + quoted(file)));
}

void screen::resize(std::size_t columns) const {
  (void)tmux("resize-window -x " + std::to_string(columns) + " -y " + std::to_string(lines));
}

void screen::press(const std::string& key) const {
  (void)tmux("send-keys " + key);
}

}  // namespace sluice::e2e
