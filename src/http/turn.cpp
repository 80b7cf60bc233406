#include "http/turn.hpp"

#include <boost/asio/io_context.hpp>
#include <utility>

#include "engine/store.hpp"

namespace spotdrill::http {

void Turn::after_commit(std::function<void()> action) {
  // A reply may tell what another event of this turn changed, so any change holds it back.
  if (!store_.changed() && held_.empty()) return action();
  held_.push_back(std::move(action));
}

void Turn::run(boost::asio::io_context& loop) {
  while (loop.run_one() > 0) {
    for (int events = 1; events < turn_events_max && loop.poll_one() > 0; ++events) {
    }
    end();
  }
  end();
}

void Turn::end() {
  store_.commit();
  const auto leaving = std::exchange(held_, {});
  for (const auto& action : leaving) action();
}

}  // namespace spotdrill::http
