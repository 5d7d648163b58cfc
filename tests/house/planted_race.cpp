// A race on purpose: the handlers of two actors write one plain variable, which no message orders. Built under
// ThreadSanitizer only, as the check of that check. It must report this race, just once, and with `ordered` nothing at
// all, although the two actors, the scheduler and every mailbox do the same work.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <thread>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/atom.hpp>
#include <caf/send.hpp>
#include <caf/typed_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

namespace {

using writer = caf::typed_actor<caf::reacts_to<int>>;

struct board {
  std::atomic<int> arrived = 0;
  std::atomic<bool> first_is_done = false;
  std::mutex order;
  bool ordered = false;
  /// Of eight bytes ThreadSanitizer remembers four accesses: with nothing beside it, none of these is pushed out.
  alignas(64) int written = 0;
};

/// Both handlers stand here until the other runs too, so that two workers are inside at once; then the later of them
/// lets the first write before it. Of two writes in the very same instant ThreadSanitizer can miss both, since each
/// looks for the other before it has left its own mark. Relaxed: orders nothing.
void take_turns(board& b) {
  const bool first = b.arrived.fetch_add(1, std::memory_order_relaxed) == 0;
  while (b.arrived.load(std::memory_order_relaxed) < 2) std::this_thread::yield();
  while (!first && !b.first_is_done.load(std::memory_order_relaxed)) std::this_thread::yield();
}

writer::behavior_type write_on(writer::pointer self, board* b) {
  return {[self, b](int value) {
    take_turns(*b);
    if (b->ordered) {
      const std::lock_guard hold(b->order);
      b->written = value;
    } else {
      b->written = value;
    }
    b->first_is_done.store(true, std::memory_order_relaxed);
    self->quit();
  }};
}

}  // namespace

int main(int argc, char** argv) {
  board b;
  b.ordered = argc > 1 && std::string_view(argv[1]) == "ordered";
  {
    caf::actor_system_config config;
    config.set("scheduler.policy", caf::atom("sharing"));
    config.set("scheduler.max-threads", 2);
    caf::actor_system system{config};
    caf::anon_send(system.spawn(write_on, &b), 1);
    caf::anon_send(system.spawn(write_on, &b), 2);
    system.await_all_actors_done();
  }
  std::printf("both have written\n");
  return 0;
}
