#include "tests/e2e/program/process.hpp"

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/wait.h>

extern char** environ;

namespace sluice::e2e {

namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> p;
  p.reserve(texts.size() + 1);
  for (std::string& t : texts) p.push_back(t.data());
  p.push_back(nullptr);
  return p;
}

std::vector<std::string> with(const environment& extra) {
  std::vector<std::string> all;
  for (char** e = environ; *e != nullptr; ++e) {
    const std::string entry = *e;
    const std::string name = entry.substr(0, entry.find('='));
    const bool ours = name.starts_with("SLUICE_") || name == "STATE_DIRECTORY";
    if (!ours && !extra.contains(name)) all.push_back(entry);
  }
  for (const auto& [key, value] : extra) all.push_back(std::string(key).append("=").append(value));
  return all;
}

}  // namespace

process::process(const std::vector<std::string>& arguments, const environment& extra) {
  std::string err_name = (std::filesystem::temp_directory_path() / "sluice-err-XXXXXX").string();
  const int err = ::mkstemp(err_name.data());
  err_file_ = err_name;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  std::vector<std::string> words{SLUICE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  environment told = extra;
  told.emplace("XDG_STATE_HOME", state_ / "state");
  std::vector<std::string> surroundings = with(told);
  const int failed =
      ::posix_spawn(&pid_, SLUICE_PROGRAM, &actions, nullptr, pointers(words).data(), pointers(surroundings).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  ::close(err);
  out_ = ends[0];
  if (failed != 0) throw std::runtime_error("cannot start " SLUICE_PROGRAM);
}

process::~process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(out_);
  std::filesystem::remove(err_file_);
}

std::string process::line() {
  std::string text;
  char c = 0;
  while (::read(out_, &c, 1) == 1 && c != '\n') text += c;
  return text;
}

bool process::running() const {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

ended_process process::wait() {
  ended_process end;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(out_, buffer, sizeof buffer)) > 0;)
    end.out.append(buffer, static_cast<std::size_t>(n));
  int status = 0;
  rusage used{};
  ::wait4(pid_, &status, 0, &used);
  pid_ = -1;
  end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  end.left_core = WIFSIGNALED(status) && WCOREDUMP(status);
  std::ifstream err(err_file_);
  end.err.assign(std::istreambuf_iterator<char>(err), {});
  end.wake_ups = used.ru_nvcsw;
  return end;
}

ended_process run(const std::vector<std::string>& arguments, const environment& extra) {
  return process(arguments, extra).wait();
}

temporary_folder::temporary_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "sluice-e2e-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

temporary_folder::~temporary_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace sluice::e2e
