// The measuring stick for the engine: libcurl and nothing else, in one thread, so many calls in flight over kept
// connections. Two loops of the same handles: `epoll` (curl_multi_socket_action, as our transport has it) and `poll`
// (curl_multi_poll and curl_multi_perform, as curl's manual has it).
//   bench_bare epoll|poll URL CALLS CALLS_IN_FLIGHT
#include "bench/engine/stopwatch.hpp"
#include "http/curl_events.hpp"

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#include <curl/curl.h>

namespace {

std::size_t on_bytes(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

class bare_loop {
 public:
  bare_loop(const char* url, std::size_t in_flight, bool by_epoll)
      : multi_(curl_multi_init()), bodies_(in_flight), by_epoll_(by_epoll) {
    if (by_epoll) events_.attach(multi_);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(in_flight));
    headers_ = curl_slist_append(nullptr, "Authorization: Bearer token");
    for (std::string& body : bodies_) {
      CURL* easy = curl_easy_init();
      curl_easy_setopt(easy, CURLOPT_URL, url);
      curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_);
      curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_bytes);
      curl_easy_setopt(easy, CURLOPT_WRITEDATA, static_cast<void*>(&body));
      curl_easy_setopt(easy, CURLOPT_PRIVATE, static_cast<void*>(&body));
      easies_.push_back(easy);
    }
  }
  ~bare_loop() {
    for (CURL* easy : easies_) curl_easy_cleanup(easy);
    curl_multi_cleanup(multi_);
    curl_slist_free_all(headers_);
  }
  bare_loop(const bare_loop&) = delete;
  bare_loop& operator=(const bare_loop&) = delete;

  /// How many of the calls ended with 200.
  std::size_t run(std::size_t calls) {
    std::size_t good = 0;
    std::size_t begun = 0;
    std::size_t ended = 0;
    for (; begun < calls && begun < easies_.size(); ++begun) curl_multi_add_handle(multi_, easies_[begun]);
    while (ended < calls) {
      act();
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        CURL* easy = message->easy_handle;
        good += message->data.result == CURLE_OK && take(easy) ? 1 : 0;
        ++ended;
        curl_multi_remove_handle(multi_, easy);
        if (begun == calls) continue;
        ++begun;
        curl_multi_add_handle(multi_, easy);
      }
    }
    return good;
  }

 private:
  void act() {
    if (by_epoll_) {
      events_.wait_and_act(multi_, true);
      return;
    }
    int running = 0;
    curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    curl_multi_perform(multi_, &running);
  }

  static bool take(CURL* easy) {
    long status = 0;
    std::string* body = nullptr;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &body);
    body->clear();
    return status == 200;
  }

  CURLM* multi_;
  sluice::curl_events events_ = sluice::curl_events::make().value();
  std::vector<std::string> bodies_;
  bool by_epoll_;
  curl_slist* headers_ = nullptr;
  std::vector<CURL*> easies_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench_bare epoll|poll URL CALLS CALLS_IN_FLIGHT\n";
    return 2;
  }
  const std::size_t calls = std::stoul(argv[3]);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  bare_loop loop(argv[2], std::stoul(argv[4]), std::string(argv[1]) == "epoll");
  const sluice::stopwatch watch;
  const std::size_t good = loop.run(calls);
  watch.tell(calls);
  return good == calls ? 0 : 1;
}
