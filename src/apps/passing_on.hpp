// Has the calls of some services carried out by other servers, as `serve` was told. Wiring: how
// they get there is forward/.
#pragma once

#include <memory>

#include "apps/serve_options.hpp"
#include "apps/services.hpp"
#include "engine/clock.hpp"
#include "forward/forwarder.hpp"

namespace spotdrill::apps {

/// All but `options` outlive it. `others`: where bodies go that are not passed on.
std::unique_ptr<forward::Forwarder> make_forwarder(boost::asio::io_context& loop,
                                                   Services& services, const Clock& clock,
                                                   protocol::BodySinks& others,
                                                   const ServeOptions& options);

}  // namespace spotdrill::apps
