// Lambda's sandboxes of every region, as their host sees them: it tells of ids, and each is of one
// region.
#pragma once

#include <functional>
#include <string>

#include "engine/function_host.hpp"
#include "protocol/http_message.hpp"
#include "services/lambda/lambda.hpp"
#include "wire/regional.hpp"

namespace spotdrill::lambda {

class Functions final : public FunctionListener {
 public:
  /// Becomes the listener of the host. Both outlive it.
  Functions(wire::Regional<Lambda>& regions, FunctionHost& host) : regions_(regions) {
    host.set_listener(*this);
  }

  /// What a sandbox asks of the runtime interface.
  void call(const std::string& id, const protocol::HttpRequest& request,
            const Environments::Respond& respond);

  void function_output(const std::string& id) override;
  void function_exited(const std::string& id, ExitStatus status) override;
  void function_ended(const std::string& id, const std::string& failure) override;

 private:
  Environments* find(const std::string& id);

  wire::Regional<Lambda>& regions_;
};

}  // namespace spotdrill::lambda
