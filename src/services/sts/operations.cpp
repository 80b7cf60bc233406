#include "services/sts/operations.hpp"

#include <array>

namespace spotdrill::sts {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<assume_role>("AssumeRole"),
    operation<assume_role_with_web_identity>("AssumeRoleWithWebIdentity"),
    operation<get_caller_identity>("GetCallerIdentity"),
    operation<get_session_token>("GetSessionToken"),
};

}  // namespace

wire::Service make_service(iam::Identity& identity) {
  wire::Service service;
  service.model = &api::sts::service();
  service.operations = operations;
  service.state = [&identity](const std::string&) -> void* { return &identity; };
  return service;
}

}  // namespace spotdrill::sts
