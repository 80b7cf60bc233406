// What Lambda asks of what is beside it: whoever puts the services together answers.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "engine/function_host.hpp"

namespace spotdrill::lambda {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string token;
};

/// Lines of a function's log, in order of time.
struct LogLine {
  Instant at;
  std::string text;
};

struct Outside {
  FunctionHost* host = nullptr;  ///< Outlives everything.
  /// Of a function's role. Errors: those of STS.
  std::function<Result<Credentials>(const std::string& role_arn, const std::string& session)>
      credentials;
  /// Takes lines into a log stream, which is made where there is none.
  std::function<void(const std::string& region, const std::string& group, const std::string& stream,
                     const std::vector<LogLine>& lines)>
      log;
  /// An object of S3. Errors: those of S3.
  std::function<Result<std::string>(const std::string& region, const std::string& bucket,
                                    const std::string& key,
                                    const std::optional<std::string>& version)>
      object;
  /// Sends `body` to a queue or a topic. Errors: those of SQS and SNS.
  std::function<Result<void>(const std::string& arn, const std::string& body)> send;
};

}  // namespace spotdrill::lambda
