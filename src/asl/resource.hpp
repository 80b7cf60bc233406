// Resource: the ARN of a Task, taken apart. Which services there are is not known here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::asl {

struct Resource {
  enum class Kind : std::uint8_t {
    Integration,  ///< "arn:aws:states:::aws-sdk:ec2:describeInstances", "…:::lambda:invoke".
    Activity,     ///< "arn:aws:states:REGION:ACCOUNT:activity:NAME".
    Function,     ///< "arn:aws:lambda:REGION:ACCOUNT:function:NAME".
  };
  /// "Service integration patterns".
  enum class Pattern : std::uint8_t { RequestResponse, Sync, Sync2, WaitForTaskToken };

  Kind kind = Kind::Integration;
  std::string arn;
  std::string type;    ///< Of an integration, as history events have it: "aws-sdk:ec2", "states".
  std::string action;  ///< Likewise: "describeInstances", "startExecution.sync:2".
  Pattern pattern = Pattern::RequestResponse;

  /// The action without its pattern: "startExecution".
  [[nodiscard]] std::string_view operation() const;
};

/// Nothing when `arn` is no resource that a Task may have.
std::optional<Resource> parse_resource(std::string_view arn);

}  // namespace spotdrill::asl
