#include "apps/s3_traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "protocol/body.hpp"
#include "protocol/query.hpp"
#include "services/iam/instance_calls.hpp"
#include "services/s3/upload_limits.hpp"
#include "wire/s3_request.hpp"

namespace spotdrill::apps {
namespace {

/// How often an upload's parts are told of. Drill time.
constexpr Duration progress_told_every = 1s;

/// So long after its instance's end an upload is still known. Drill time.
constexpr Duration forgotten_after = 60s;

/// Who was writing a file when it was uploaded goes on within this. Drill time.
constexpr Duration goes_on_within = 5s;

S3Call::Kind kind_of(const protocol::HttpRequest& head, const protocol::Pairs& query) {
  using Kind = S3Call::Kind;
  const auto has = [&](std::string_view name) {
    return protocol::find_pair(query, name) != nullptr;
  };
  const bool upload = has("uploadId");
  if (head.method == "PUT" && !head.headers.contains("x-amz-copy-source")) {
    if (upload) return Kind::Part;
    // Of an object's other subresources there is none here.
    return has("tagging") || has("acl") ? Kind::Other : Kind::Object;
  }
  if (head.method == "POST" && upload) return Kind::Complete;
  if (head.method == "POST" && has("uploads")) return Kind::Begin;
  if (head.method == "DELETE" && upload) return Kind::Abort;
  if (head.method == "GET" && !upload) return Kind::Read;
  return Kind::Other;
}

/// What stands between <NAME> and </NAME>.
std::string element(std::string_view xml, std::string_view name) {
  const std::string open = fmt::format("<{}>", name);
  const std::size_t begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = xml.find('<', begin + open.size());
  if (end == std::string_view::npos) return {};
  return std::string{xml.substr(begin + open.size(), end - begin - open.size())};
}

bool succeeded(const protocol::HttpResponse& response) {
  return response.status >= 200 && response.status < 300;
}

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text.substr(0, 18)) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

}  // namespace

std::uint64_t S3Traffic::Upload::sent() const {
  return std::accumulate(
      parts.begin(), parts.end(), std::uint64_t{0},
      [](std::uint64_t sum, const auto& part) { return sum + part.second.sent; });
}

std::uint64_t S3Traffic::Upload::begun() const {
  return std::accumulate(
      parts.begin(), parts.end(), std::uint64_t{0},
      [](std::uint64_t sum, const auto& part) { return sum + part.second.bytes; });
}

/// One request while its bytes go.
class S3Traffic::Passage final : public http::Transfer {
 public:
  Passage(std::weak_ptr<S3Traffic> traffic, S3Call call)
      : traffic_(std::move(traffic)), call_(std::move(call)) {}
  ~Passage() override {
    const auto traffic = traffic_.lock();
    if (traffic && !answered_) traffic->cut_off(call_, std::min(sent_, call_.bytes));
  }
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  std::optional<Instant> took(std::uint64_t bytes) override {
    const auto traffic = traffic_.lock();
    if (!traffic) return std::nullopt;
    sent_ += bytes;
    return traffic->pace_.pass(call_.instance, S3Pace::Way::Up, bytes, false,
                               traffic->world_.clock.now());
  }

  std::optional<Instant> whole() override {
    const auto traffic = traffic_.lock();
    if (!traffic) return std::nullopt;
    return traffic->pace_.end(call_.instance, S3Pace::Way::Up, traffic->world_.clock.now());
  }

  void answered(const protocol::HttpResponse& response) override {
    answered_ = true;
    left_ = response.body.size() + (response.source ? response.source->size() : 0);
    if (const auto traffic = traffic_.lock()) traffic->answered(call_, response);
  }

  std::optional<Instant> gives(std::uint64_t bytes) override {
    const auto traffic = traffic_.lock();
    if (!traffic) return std::nullopt;
    left_ -= std::min(left_, bytes);
    return traffic->pace_.pass(call_.instance, S3Pace::Way::Down, bytes, left_ == 0,
                               traffic->world_.clock.now());
  }

 private:
  std::weak_ptr<S3Traffic> traffic_;
  S3Call call_;
  std::uint64_t sent_ = 0;
  std::uint64_t left_ = 0;
  bool answered_ = false;
};

S3Traffic::S3Traffic(World& world, const wire::CredentialSource& credentials, S3Pace pace,
                     Threads threads)
    : world_(world),
      credentials_(credentials),
      pace_(std::move(pace)),
      threads_(std::move(threads)),
      timers_(world.scheduler) {}

void S3Traffic::listen() {
  world_.journal.listen([weak = weak_from_this()](const Fact& fact) {
    const bool ending = fact.kind == "shutdown-begun" || fact.kind == "processes-killed";
    if (!ending && fact.kind != "instance-ended") return;
    const auto self = weak.lock();
    if (!self) return;
    // In an event of its own: this one is in the journal first.
    self->timers_.set(fmt::format("look {} {}", fact.kind, fact.resource), self->world_.clock.now(),
                      [self = self.get(), ending, instance = fact.resource] {
                        self->look_at_files(instance, {}, !ending);
                        if (!ending) self->instance_gone(instance);
                      });
  });
}

void S3Traffic::at(Instant when, std::function<void()> then) {
  timers_.set(fmt::format("held {}", ++numbers_), when, std::move(then));
}

S3Call S3Traffic::call_of(const protocol::HttpRequest& head, std::uint64_t length) const {
  S3Call call;
  const auto scope = wire::claimed_scope(head);
  if (!scope || scope->service != wire::s3_signing_name) return call;
  const auto key = credentials_.find(scope->access_key_id);
  if (!key) return call;
  call.instance = iam::instance_of(key->arn);
  call.region = scope->region;
  protocol::HttpRequest request{.method = head.method, .target = head.target};
  request.headers.set("Host", std::string{head.headers.get("Host")});
  wire::to_path_style(request);
  std::string_view path = protocol::path_of(request.target);
  while (path.starts_with('/')) path.remove_prefix(1);
  call.key = protocol::percent_decode(path, false).value_or("");
  const std::size_t slash = call.key.find('/');
  if (slash == std::string::npos || slash + 1 == call.key.size()) return call;  // A bucket's.
  const auto query = protocol::parse_pairs(protocol::query_of(request.target));
  if (!query) return call;
  call.kind = kind_of(head, *query);
  if (const std::string* upload = protocol::find_pair(*query, "uploadId")) call.upload = *upload;
  if (const std::string* part = protocol::find_pair(*query, "partNumber")) {
    call.part = static_cast<std::int64_t>(number_in(*part));
  }
  call.bytes = length;
  if (const std::string* decoded = head.headers.find("X-Amz-Decoded-Content-Length")) {
    call.bytes = number_in(*decoded);
  }
  return call;
}

std::shared_ptr<http::Transfer> S3Traffic::begin(const protocol::HttpRequest& head,
                                                 std::uint64_t length) {
  S3Call call = call_of(head, length);
  if (call.instance.empty()) return nullptr;
  began(call);
  return std::make_shared<Passage>(weak_from_this(), std::move(call));
}

void S3Traffic::began(S3Call& call) {
  if (call.kind == S3Call::Kind::Object) {
    call.upload = fmt::format("put-{}", ++numbers_);
    tell(call, "begun", call.bytes, 0);
    watch_file(call);
  }
  if (call.kind != S3Call::Kind::Part) return;
  watch_file(call);
  const auto known = uploads_.find(call.upload);
  const bool numbered = call.part > 0 && call.part <= s3::part_number_max;
  if (known != uploads_.end() && numbered) known->second.parts[call.part] = {.bytes = call.bytes};
}

void S3Traffic::tell(const S3Call& call, std::string_view phase, std::uint64_t bytes,
                     std::uint64_t sent) {
  world_.journal.append(world_.clock.now(), call.region, call.instance, "s3-upload",
                        {{"upload", call.upload},
                         {"key", call.key},
                         {"phase", phase},
                         {"bytes", bytes},
                         {"sent", sent}});
}

void S3Traffic::tell_progress(Upload& upload, bool at_once) {
  const Instant now = world_.clock.now();
  if (!at_once && now - upload.told < progress_told_every) return;
  upload.told = now;
  tell(upload.of, "progress", upload.begun(), upload.sent());
}

void S3Traffic::answered(const S3Call& call, const protocol::HttpResponse& response) {
  const bool good = succeeded(response);
  const auto known = uploads_.find(call.upload);
  switch (call.kind) {
    case S3Call::Kind::Object:
      tell(call, good ? "complete" : "refused", call.bytes, good ? call.bytes : 0);
      if (good) look_at_file_soon(call);
      return;
    case S3Call::Kind::Begin: {
      if (!good || uploads_.size() >= uploads_known_max) return;
      S3Call begun = call;
      begun.upload = element(response.body, "UploadId");
      tell(begun, "begun", 0, 0);
      std::string id = begun.upload;
      uploads_.emplace(std::move(id), Upload{.of = std::move(begun), .told = world_.clock.now()});
      return;
    }
    case S3Call::Kind::Part:
      if (!good || known == uploads_.end()) return;
      known->second.parts[call.part].sent = call.bytes;
      return tell_progress(known->second, false);
    case S3Call::Kind::Complete:
    case S3Call::Kind::Abort: {
      if (!good) return;
      // One that began before this server was started again has no number of bytes.
      const std::uint64_t sent = known == uploads_.end() ? 0 : known->second.sent();
      tell(call, call.kind == S3Call::Kind::Abort ? "aborted" : "complete", sent, sent);
      if (known != uploads_.end()) uploads_.erase(known);
      return look_at_file_soon(call);
    }
    case S3Call::Kind::Read:
      if (good) tell_read(call);
      return;
    case S3Call::Kind::Other:
      return;
  }
}

void S3Traffic::cut_off(const S3Call& call, std::uint64_t bytes) {
  if (call.kind == S3Call::Kind::Object) return tell(call, "cut-off", call.bytes, bytes);
  const auto known = uploads_.find(call.upload);
  if (call.kind != S3Call::Kind::Part || known == uploads_.end()) return;
  // A part that is sent again begins anew.
  if (const auto part = known->second.parts.find(call.part); part != known->second.parts.end()) {
    part->second.sent = bytes;
  }
  tell_progress(known->second, true);
}

void S3Traffic::tell_read(const S3Call& call) {
  std::set<std::string>& told = read_[call.instance];
  if (told.size() >= reads_told_max || !told.insert(call.key).second) return;
  world_.journal.append(world_.clock.now(), call.region, call.instance, "s3-read",
                        {{"key", call.key}});
}

/// Remembers the local file that is being uploaded, if somebody writes it now.
void S3Traffic::watch_file(const S3Call& call) {
  const bool again = std::ranges::any_of(
      watched_, [&](const Watched& each) { return each.upload == call.upload; });
  if (again || !threads_ || watched_.size() >= files_watched_max) return;
  for (WrittenFile& file : read_while_written(threads_(call.instance))) {
    const bool named = last_part(file.path()) == last_part(call.key);
    // Parts are of any size; a whole file has its own.
    const bool as_long = call.kind == S3Call::Kind::Object && file.size_then() == call.bytes;
    if (!named && !as_long) continue;
    watched_.push_back({.instance = call.instance,
                        .region = call.region,
                        .key = call.key,
                        .upload = call.upload,
                        .file = std::move(file)});
    return;
  }
}

/// After an upload: whether its file goes on being written. Who writes it again much later, as a
/// file that stays open is, had written it whole meanwhile.
void S3Traffic::look_at_file_soon(const S3Call& call) {
  look_at_files(call.instance, call.upload, false);
  timers_.set(fmt::format("file {}", call.upload), world_.clock.now() + goes_on_within,
              [this, call] { look_at_files(call.instance, call.upload, true); });
}

/// Tells of the files that have changed since they were read, of one upload where `upload` is not
/// empty; forgets them, and on the `last` look the others too.
void S3Traffic::look_at_files(const std::string& instance, const std::string& upload, bool last) {
  std::erase_if(watched_, [&](const Watched& each) {
    if (each.instance != instance || (!upload.empty() && each.upload != upload)) return false;
    if (!each.file.has_changed()) return last;
    world_.journal.append(world_.clock.now(), each.region, instance, "s3-upload-torn",
                          {{"upload", each.upload},
                           {"key", each.key},
                           {"file", each.file.path()},
                           {"process", each.file.writer()},
                           {"bytes", each.file.size_then()},
                           {"file_bytes", each.file.size_now()}});
    return true;
  });
}

void S3Traffic::instance_gone(const std::string& instance) {
  read_.erase(instance);
  pace_.forget(instance);
  // The service goes on listing them; what they had sent is told.
  for (auto& [id, upload] : uploads_) {
    if (upload.of.instance == instance) tell_progress(upload, true);
  }
  // Its connections are closed only now: what they had sent is told of first.
  timers_.set(
      fmt::format("gone {}", instance), world_.clock.now() + forgotten_after, [this, instance] {
        std::erase_if(uploads_,
                      [&](const auto& entry) { return entry.second.of.instance == instance; });
      });
}

}  // namespace spotdrill::apps
