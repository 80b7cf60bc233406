// Lambda in virtual time, over a host whose sandboxes do what a test says.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/lambda/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::lambda {

/// Notes what it is asked for.
class NotedHost final : public FunctionHost {
 public:
  void set_listener(FunctionListener&) override {}
  Result<void, CodeProblem> keep_code(const std::string& id, std::string_view zip) override {
    if (zip == "no zip") return refuse(CodeProblem::NoZip);
    code[id] = zip;
    return {};
  }
  void erase_code(const std::string& id) override { code.erase(id); }
  void retain_code(const std::vector<std::string>&) override {}
  Result<void, std::string> launch(const FunctionBoot& boot) override {
    launched.push_back(boot);
    return {};
  }
  void kill(const std::string& id) override { killed.push_back(id); }
  std::string output(const std::string&, std::size_t) override {
    return std::exchange(written, {});
  }

  std::map<std::string, std::string> code;
  std::vector<FunctionBoot> launched;
  std::vector<std::string> killed;
  std::string written;
};

struct LambdaFixture {
  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};  // 2027-01-15T08:00:00Z.
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  NotedHost host;
  std::vector<std::string> log;   ///< Every line.
  std::vector<std::string> sent;  ///< "ARN BODY".
  Outside outside = make_outside();
  std::unique_ptr<Lambda> lambda = make();

  std::unique_ptr<Lambda> make() {
    return std::make_unique<Lambda>(world, Place{"123456789012", "us-east-1"}, outside);
  }

  Outside make_outside() {
    Outside made;
    made.host = &host;
    made.credentials = [](const std::string&, const std::string&) -> Result<Credentials> {
      return Credentials{"ASIA", "secret", "token"};
    };
    made.log = [this](const std::string&, const std::string&, const std::string&,
                      const std::vector<LogLine>& lines) {
      for (const LogLine& line : lines) log.push_back(line.text);
    };
    made.object = [](const std::string&, const std::string&, const std::string&,
                     const std::optional<std::string>&) -> Result<std::string> {
      return refuse(AwsError{.code = "NoSuchKey", .message = "The specified key does not exist."});
    };
    made.send = [this](const std::string& arn, const std::string& body) -> Result<void> {
      sent.push_back(arn + " " + body);
      return {};
    };
    return made;
  }

  void restart() {
    store.commit();
    lambda.reset();
    lambda = make();
  }

  /// Gives "" or the refusal.
  std::string create(const std::string& name, std::int32_t timeout = 3) {
    api::lambda::CreateFunctionRequest request;
    request.function_name = name;
    request.role = "arn:aws:iam::123456789012:role/r";
    request.runtime = "python3.12";
    request.handler = "f.g";
    request.timeout = timeout;
    request.code.zip_file = "zip of " + name;
    const auto made = create_function(*lambda, request);
    return made.has_value() ? "" : made.error().code + ": " + made.error().message;
  }

  /// What comes of it is in `replies`.
  void invoke(const std::string& name, const std::string& payload = "{}",
              const std::string& type = "RequestResponse") {
    api::lambda::InvocationRequest request;
    request.function_name = name;
    request.payload = payload;
    request.invocation_type = type;
    request.log_type = "Tail";
    wire::Context context;
    context.request_id = "request-" + std::to_string(++invocations);
    spotdrill::lambda::invoke(
        *lambda, request, context, [this](const Result<api::lambda::InvocationResponse>& result) {
          replies.push_back(result.has_value()
                                ? told(*result)
                                : result.error().code + ": " + result.error().message);
        });
  }

  static std::string told(const api::lambda::InvocationResponse& reply) {
    std::string text = std::to_string(*reply.status_code);
    if (reply.function_error) text += " " + *reply.function_error;
    return text + " " + reply.payload.value_or("");
  }

  /// The program of the sandbox that was launched last asks for an event; gives what it got, or "".
  std::string next() {
    got.clear();
    ask("GET", "invocation/next", "");
    return got;
  }
  void answer(const std::string& request, const std::string& what, const std::string& body) {
    ask("POST", "invocation/" + request + "/" + what, body);
  }
  void ask(const std::string& method, const std::string& path, const std::string& body) {
    protocol::HttpRequest request;
    request.method = method;
    request.target = "/2018-06-01/runtime/" + path;
    request.body = body;
    lambda->environments().call(
        host.launched.back().id, request, [this](const protocol::HttpResponse& reply) {
          got = std::string{reply.headers.get("Lambda-Runtime-Aws-Request-Id")} + " " + reply.body;
        });
  }

  int invocations = 0;
  std::vector<std::string> replies;
  std::string got;
};

}  // namespace spotdrill::lambda
