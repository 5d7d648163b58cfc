#include "tests/actors/stage.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/message_builder.hpp>

namespace sluice::actors_test {

namespace {

caf::behavior listen(caf::event_based_actor* self, std::shared_ptr<std::vector<caf::message>> messages) {
  self->set_default_handler([messages](caf::scheduled_actor*, caf::message_view& m) -> caf::result<caf::message> {
    messages->push_back(m.move_content_to_message());
    return caf::message{};
  });
  return {[](caf::unit_t) {}};  // nobody says this: everything goes to the handler above
}

}  // namespace

probe::probe(caf::actor_system& system) : who_(system.spawn(listen, messages_)) {}

stage::stage()
    : system(config),
      sched(dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler())),
      supervisor(system),
      composer(system),
      limiter(system),
      scaler(system),
      session(system),
      gateway(system),
      librarian(system) {
  settle();
}

// The system waits for everyone's end, so nobody may be left, not even who is only held by a timer.
stage::~stage() {
  for (probe* p : {&supervisor, &composer, &limiter, &scaler, &session, &gateway, &librarian}) {
    p->forget();
    p->die();
  }
  for (const caf::actor_addr& who : cast_) caf::anon_send_exit(who, caf::exit_reason::kill);
  settle();
}

void stage::pass(duration d) {
  const auto step = std::chrono::milliseconds(1);
  for (duration left = d; left > duration::zero(); left -= step) {
    sched.advance_time(std::min<duration>(step, left));
    settle();
  }
}

crew stage::people() const {
  return {.supervisor = supervisor.as<supervisor_actor>(),
          .composer = composer.as<composer_actor>(),
          .limiter = limiter.as<limiter_actor>(),
          .scaler = scaler.as<scaler_actor>(),
          .session = session.as<session_actor>(),
          .gateway = gateway.as<gateway_actor>(),
          .librarian = librarian.as<librarian_actor>()};
}

}  // namespace sluice::actors_test
