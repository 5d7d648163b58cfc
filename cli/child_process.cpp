#include "cli/child_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <sys/wait.h>

namespace sluice {

namespace {

constexpr std::size_t out_bytes_max = std::size_t{4} << 20;
constexpr int killed_by_signal = 128;

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& w : words) all.push_back(w.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> environment_without_ours() {
  std::vector<std::string> all;
  for (char** e = environ; *e != nullptr; ++e) {
    if (!std::string_view(*e).starts_with("SLUICE_")) all.emplace_back(*e);
  }
  return all;
}

/// Until the other end is closed; false where that is not in time, or there is too much.
bool read_all(int fd, std::string& text, std::chrono::milliseconds time_out) {
  boost::asio::io_context io;
  boost::asio::readable_pipe from(io, fd);
  bool whole = false;
  boost::asio::async_read(
      from, boost::asio::dynamic_buffer(text, out_bytes_max),
      [&](const boost::system::error_code& end, std::size_t) { whole = end == boost::asio::error::eof; });
  io.run_for(time_out);
  return whole;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : killed_by_signal + WTERMSIG(status);
}

}  // namespace

result<child_end> run_child(const std::vector<std::string>& words, std::chrono::milliseconds time_out) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return error{.what = std::strerror(errno), .about = words.front()};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> arguments = words;
  std::vector<std::string> surroundings = environment_without_ours();
  pid_t pid = -1;
  const int failed = ::posix_spawnp(&pid, words.front().c_str(), &files, nullptr, pointers(arguments).data(),
                                    pointers(surroundings).data());
  posix_spawn_file_actions_destroy(&files);
  ::close(ends[1]);
  if (failed != 0) {
    ::close(ends[0]);
    return error{.code = exit_code::bad_usage, .what = std::strerror(failed), .about = words.front()};
  }
  child_end end;
  const bool whole = read_all(ends[0], end.out, time_out);  // and closes it
  if (!whole) ::kill(pid, SIGKILL);
  end.exit_code = wait_for(pid);
  if (!whole) return error{.code = exit_code::out_of_reach, .what = "did not answer in time", .about = words.front()};
  return end;
}

}  // namespace sluice
