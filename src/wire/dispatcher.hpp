// Calls an operation by service and name, whoever asks: HTTP, Step Functions, FIS. Knows neither
// bytes nor sockets.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "wire/operation.hpp"

namespace spotdrill::wire {

/// One service, ready to be called.
struct Service {
  const shape::ServiceModel* model;
  std::span<const Operation> operations;
  /// The service's state in a region (made on first use). Global services ignore the region.
  std::function<void*(const std::string& region)> state;
  /// What every operation of the service checks first, e.g. EC2's DryRun. May be empty.
  std::function<std::optional<AwsError>(const Operation&, const void* request)> precheck;
};

class Forwarding;

class Dispatcher {
 public:
  /// Carries out the calls of some services elsewhere, from now on. It outlives the dispatcher.
  void set_forwarding(Forwarding* forwarding) { forwarding_ = forwarding; }

  /// Adds a service. Its operations must all be in the model.
  void add(Service service);

  /// The service called `name` ("ec2"), or null.
  [[nodiscard]] const Service* find(std::string_view name) const;

  /// Every service, in order of names.
  [[nodiscard]] const std::map<std::string, Service, std::less<>>& services() const {
    return services_;
  }

  /// Carries out an operation whose request has been parsed and validated. A handler that throws
  /// is a bug: the reply is InternalFailure, the log has the exception.
  void call(const Service& service, const Operation& operation, const Context& context,
            const shape::AnyValue& request, Reply reply) const;

 private:
  std::map<std::string, Service, std::less<>> services_;
  Forwarding* forwarding_ = nullptr;
};

/// The operation called `name` in `service`, or null.
const Operation* find_operation(const Service& service, std::string_view name);

}  // namespace spotdrill::wire
