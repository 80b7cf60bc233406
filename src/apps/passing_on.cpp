#include "apps/passing_on.hpp"

#include "apps/data_dir.hpp"
#include "apps/missing.hpp"

namespace spotdrill::apps {

std::unique_ptr<forward::Forwarder> make_forwarder(boost::asio::io_context& loop,
                                                   Services& services, const Clock& clock,
                                                   protocol::BodySinks& others,
                                                   const ServeOptions& options) {
  forward::ForwarderOptions forwarding;
  forwarding.endpoints = options.endpoints;
  forwarding.auth_required = options.auth_required;
  forwarding.real_now = real_now;
  forwarding.own_port = options.port;
  forwarding.unanswered = [&services](const forward::Unanswered& call) {
    const std::string id{iam::instance_of(call.caller_arn)};
    if (!id.empty()) services.ec2().unavailable(id, missing_endpoint(call));
  };
  auto forwarder = std::make_unique<forward::Forwarder>(loop, services.identity(), clock, others,
                                                        std::move(forwarding));
  services.set_forwarding(*forwarder);
  return forwarder;
}

}  // namespace spotdrill::apps
