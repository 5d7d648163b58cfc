#include "http/curl_transport.hpp"

#include "http/curl_call.hpp"
#include "http/curl_events.hpp"
#include "http/trust_store.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <pthread.h>
#include <signal.h>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <curl/curl.h>

namespace sluice {
namespace {

struct order {
  http_request request;
  http_transport::answer on_end;
};

http_result failed(http_failure failure, std::string detail) {
  http_result made;
  made.failure = failure;
  made.detail = std::move(detail);
  return made;
}

struct free_multi {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using multi_handle = std::unique_ptr<CURLM, free_multi>;

// A curl_multi that fails as a whole leaves calls without an answer; an end that everybody sees is better than a hang.
void must(CURLMcode code) {
  if (code != CURLM_OK) throw std::runtime_error(std::string("curl: ") + curl_multi_strerror(code));
}

}  // namespace

class curl_transport::loop {
 public:
  loop(curl_options options, trust_store roots, curl_events events, multi_handle multi)
      : options_(std::move(options)), roots_(std::move(roots)), events_(std::move(events)), multi_(std::move(multi)) {
    events_.attach(multi_.get());
    thread_ = std::thread([this] { run(); });
  }

  ~loop() {
    give([this] {
      drop_waiting();
      stop_ = true;
    });
    thread_.join();
  }

  loop(const loop&) = delete;
  loop& operator=(const loop&) = delete;

  void start(http_request request, answer on_end) {
    give([&] { waiting_.push_back({std::move(request), std::move(on_end)}); });
  }

  void cancel_all() {
    give([this] { drop_waiting(); });
  }

 private:
  // Any thread: changes the orders under the lock, and wakes the thread where it sleeps.
  template <class Change>
  void give(Change change) {
    bool wake = false;
    {
      const std::lock_guard lock(mutex_);
      change();
      wake = std::exchange(asleep_, false);
    }
    if (wake) events_.wake();
  }

  void drop_waiting() {
    std::move(waiting_.begin(), waiting_.end(), std::back_inserter(dropped_));
    waiting_.clear();
    cancel_ = true;
  }

  // An exception, ours or an answer's, ends the process here rather than the thread in silence.
  void run() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
    pthread_setname_np(pthread_self(), "sluice-http");
    while (obey()) {
      must(events_.wait_and_act(multi_.get(), falls_asleep()));
      answer_ended();
    }
  }

  // Carries out what was ordered since the last time; false when it was to stop and every answer is given.
  bool obey() {
    std::vector<order> dropped;
    bool cancel = false;
    bool stop = false;
    {
      const std::lock_guard lock(mutex_);
      asleep_ = false;
      fresh_.swap(waiting_);
      dropped.swap(dropped_);
      cancel = std::exchange(cancel_, false);
      stop = stop_;
    }
    if (cancel) cancel_running();
    for (auto& one : dropped) one.on_end(failed(http_failure::cancelled, "cancelled"));
    for (auto& one : fresh_) {
      if (stop)
        one.on_end(failed(http_failure::cancelled, "cancelled"));
      else
        begin(std::move(one));
    }
    fresh_.clear();
    return !stop || orders_wait();
  }

  bool orders_wait() {
    const std::lock_guard lock(mutex_);
    return !waiting_.empty() || cancel_;
  }

  void begin(order one) {
    curl_call* call = idle_call();
    if (call == nullptr) return one.on_end(failed(http_failure::other, "no memory for another curl handle"));
    auto refusal = call->prepare(std::move(one.request), std::move(one.on_end));
    if (!refusal) {
      const CURLMcode code = curl_multi_add_handle(multi_.get(), call->easy());
      if (code != CURLM_OK) refusal = curl_multi_strerror(code);
    }
    if (refusal) {
      idle_.push_back(call);
      return call->take_answer()(failed(http_failure::other, std::move(*refusal)));
    }
    call->running = true;
  }

  curl_call* idle_call() {
    if (idle_.empty()) {
      auto made = curl_call::make(options_, roots_.get());
      if (!made) return nullptr;
      calls_.push_back(std::move(made));
      return calls_.back().get();
    }
    curl_call* call = idle_.back();
    idle_.pop_back();
    return call;
  }

  void answer_ended() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      curl_call* call = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &call);
      if (!call->follows_redirect(code)) {
        answer_one(*call, call->end(code));
        continue;
      }
      must(curl_multi_remove_handle(multi_.get(), call->easy()));
      must(curl_multi_add_handle(multi_.get(), call->easy()));
    }
  }

  void cancel_running() {
    // An answer may start calls, but they only wait; no handle is made meanwhile.
    for (const auto& call : calls_)
      if (call->running) answer_one(*call, call->cancelled_end());
  }

  void answer_one(curl_call& call, http_result made) {
    must(curl_multi_remove_handle(multi_.get(), call.easy()));
    call.running = false;
    const answer on_end = call.take_answer();
    idle_.push_back(&call);
    on_end(std::move(made));
  }

  // Whether nothing is ordered; if so, the next order wakes the thread.
  bool falls_asleep() {
    const std::lock_guard lock(mutex_);
    asleep_ = waiting_.empty() && !cancel_ && !stop_;
    return asleep_;
  }

  // In this order, so that the handles go before what they point to.
  const curl_options options_;
  const trust_store roots_;
  curl_events events_;
  const multi_handle multi_;

  // The thread's own.
  std::vector<std::unique_ptr<curl_call>> calls_;
  std::vector<curl_call*> idle_;
  std::vector<order> fresh_;

  std::mutex mutex_;  // guards all below
  std::vector<order> waiting_;
  std::vector<order> dropped_;  ///< waited when cancel_all was called
  bool cancel_ = false;         ///< what runs is to be cancelled
  bool stop_ = false;
  bool asleep_ = false;  ///< waits for events, or is about to

  std::thread thread_;
};

result<std::unique_ptr<curl_transport>> curl_transport::make(curl_options options) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (options.connect_timeout.count() <= 0 || options.timeout.count() <= 0)
    return error{exit_code::bad_usage, "a time-out must be longer than nothing", "", "",
                 "give --connect-timeout and --timeout some seconds"};
  auto roots = load_trust_store(options.ca_file);
  if (!roots) return roots.error();
  multi_handle multi{ready == CURLE_OK ? curl_multi_init() : nullptr};
  auto events = curl_events::make();
  if (!multi || !events) return error{exit_code::could_not_go_on, "libcurl could not be started", "", "", ""};
  const long kept = std::max(1L, static_cast<long>(options.max_idle_connections));
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, kept);
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_CONCURRENT_STREAMS, kept);
  auto made = std::make_unique<loop>(std::move(options), std::move(*roots), std::move(*events), std::move(multi));
  return std::unique_ptr<curl_transport>(new curl_transport(std::move(made)));
}

curl_transport::curl_transport(std::unique_ptr<loop> l) : loop_(std::move(l)) {}
curl_transport::~curl_transport() = default;

void curl_transport::start(http_request request, answer on_end) {
  loop_->start(std::move(request), std::move(on_end));
}

void curl_transport::cancel_all() {
  loop_->cancel_all();
}

}  // namespace sluice
