#include "actors/crew.hpp"

#include "actors/composer.hpp"
#include "actors/gateway.hpp"
#include "actors/librarian.hpp"
#include "actors/scaler.hpp"
#include "actors/session.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>

namespace sluice {

crew spawn_crew(caf::actor_system& system, const crew_parts& parts, crew_options options) {
  observer& listener = *parts.listener;
  const retry_options retry = options.ledger.retry;
  const std::uint64_t seed = options.ledger.seed;
  crew c;
  c.limiter = system.spawn<limiter>(options.limiter, std::ref(listener));
  c.scaler = system.spawn<scaler>(parts.law, std::ref(listener));
  c.gateway = system.spawn<gateway>(std::ref(*parts.transport), std::cref(*parts.reads));
  c.composer = system.spawn<composer>(options.ledger, std::ref(listener));
  c.session = system.spawn<session>(std::ref(*parts.how), retry, seed, std::ref(listener));
  c.librarian = options.detach_librarian ? system.spawn<librarian, caf::detached>(parts.keeps, std::ref(listener))
                                         : system.spawn<librarian>(parts.keeps, std::ref(listener));
  c.supervisor = system.spawn<supervisor>(std::move(options.supervisor), std::ref(listener));

  using enum actor_type;
  for (const actor_type one : {supervisor, composer, limiter, scaler, session, gateway, librarian})
    listener.actors_alive(one, 1);

  // The scaler last: its first setting is what opens the limiter.
  caf::anon_send(c.limiter, c);
  caf::anon_send(c.composer, c);
  caf::anon_send(c.gateway, c);
  caf::anon_send(c.session, c);
  caf::anon_send(c.librarian, c);
  caf::anon_send(c.supervisor, c);
  caf::anon_send(c.scaler, c);
  return c;
}

void dismiss(const crew& c) {
  const auto end = [](const auto& who) { caf::anon_send_exit(who, caf::exit_reason::user_shutdown); };
  end(c.supervisor);
  end(c.session);
  end(c.composer);
  end(c.scaler);
  end(c.gateway);
  end(c.limiter);
  end(c.librarian);
}

}  // namespace sluice
