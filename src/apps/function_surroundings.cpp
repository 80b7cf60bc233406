#include "apps/function_surroundings.hpp"

#include "apps/topic_queues.hpp"
#include "services/logs/operations.hpp"
#include "services/s3/operations.hpp"
#include "services/sns/errors.hpp"
#include "services/sns/operations.hpp"
#include "services/tagging/arn.hpp"

namespace spotdrill::apps {
namespace {

/// How long a sandbox's credentials are good: longer than it lives.
constexpr Duration function_session_time = 12h;

Result<lambda::Credentials> function_credentials(iam::Identity& identity,
                                                 const std::string& role_arn,
                                                 const std::string& session) {
  // "arn:aws:iam::ACCOUNT:role/PATH/NAME".
  const std::string role = role_arn.substr(role_arn.rfind('/') + 1);
  const auto issued = TRY(identity.issue_role_session(role, session, function_session_time));
  return lambda::Credentials{.access_key_id = issued.access_key_id,
                             .secret_access_key = issued.secret_access_key,
                             .token = issued.session_token};
}

/// As Lambda does it by the function's role: groups and streams are made as they are needed.
void take_lines(logs::Logs& logs, const std::string& group, const std::string& stream,
                const std::vector<lambda::LogLine>& lines) {
  if (lines.empty()) return;
  if (!logs.has_group(group)) {
    // DEVIATION: what there is no room for, nobody reads; on AWS there always is.
    if (logs.groups().size() >= logs::groups_max) return;
    logs.make_group({.name = group, .created = logs.now(), .retention_days = {}, .tags = {}});
  }
  if (!logs.has_stream(group, stream)) {
    if (logs.stream_count() >= logs::streams_max) return;
    logs.make_stream(group, stream);
  }
  const auto found_group = logs.find_group(group);
  const auto found_stream = logs.find_stream(group, stream);
  if (!found_group.has_value() || !found_stream.has_value()) return;
  const auto now = millis_since_epoch(logs.now());
  std::vector<logs::Event> events;
  events.reserve(lines.size());
  for (const lambda::LogLine& line : lines) {
    events.push_back({millis_since_epoch(line.at), now, line.text});
  }
  logs.put(**found_group, **found_stream, events);
}

Result<std::string> object_of_code(s3::S3& s3, const std::string& region, const std::string& bucket,
                                   const std::string& key,
                                   const std::optional<std::string>& version) {
  api::s3::GetObjectRequest request;
  request.bucket = bucket;
  request.key = key;
  request.version_id = version;
  wire::Context context;
  context.account = s3.account();
  context.region = region;
  context.source = "lambda";
  auto output = TRY(s3::get_object(s3, request, context));
  return std::move(output.body).value_or("");
}

Result<void> send_to(wire::Regional<sqs::Sqs>& queues, wire::Regional<sns::Sns>& topics,
                     const std::string& arn, const std::string& body) {
  const auto read = tagging::read_arn(arn);
  if (read && read->service == "sns") {
    api::sns::PublishInput message;
    message.topic_arn = arn;
    message.message = body;
    const auto region = topics.all().find(std::string{read->region});
    if (region == topics.all().end()) return sns::topic_does_not_exist();
    TRY(sns::publish(*region->second, message));
    return {};
  }
  sns::QueueMessage message;
  message.queue = arn;
  message.body = body;
  return enqueue_into(queues)(message);
}

class NoFunctionHost final : public FunctionHost {
 public:
  void set_listener(FunctionListener&) override {}
  Result<void, CodeProblem> keep_code(const std::string&, std::string_view) override { return {}; }
  void erase_code(const std::string&) override {}
  void retain_code(const std::vector<std::string>&) override {}
  Result<void, std::string> launch(const FunctionBoot&) override {
    return refuse(std::string{"instances are modelled"});
  }
  void kill(const std::string&) override {}
  std::string output(const std::string&, std::size_t) override { return {}; }
};

}  // namespace

lambda::Outside outside_of_functions(FunctionSurroundings beside, FunctionHost& host) {
  lambda::Outside outside;
  outside.host = &host;
  outside.credentials = [&identity = beside.identity](const std::string& role,
                                                      const std::string& session) {
    return function_credentials(identity, role, session);
  };
  outside.log = [&logs = beside.logs](const std::string& region, const std::string& group,
                                      const std::string& stream,
                                      const std::vector<lambda::LogLine>& lines) {
    take_lines(logs.at(region), group, stream, lines);
  };
  outside.object = [&s3 = beside.s3](const std::string& region, const std::string& bucket,
                                     const std::string& key,
                                     const std::optional<std::string>& version) {
    return object_of_code(s3, region, bucket, key, version);
  };
  outside.send = [&queues = beside.queues, &topics = beside.topics](const std::string& arn,
                                                                    const std::string& body) {
    return send_to(queues, topics, arn, body);
  };
  return outside;
}

FunctionHost& no_function_host() {
  static NoFunctionHost none;
  return none;
}

}  // namespace spotdrill::apps
