#include "apps/admin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/decode_view.hpp>
#include <boost/url/parse_query.hpp>
#include <charconv>

#include "apps/metadata_key.hpp"
#include "apps/replies.hpp"
#include "base/iso8601.hpp"
#include "base/openssl.hpp"

namespace spotdrill::apps {
namespace {

using protocol::HttpRequest;
using protocol::HttpResponse;

/// The parts of a path after admin_prefix, percent-decoded. Nothing when it is malformed.
std::optional<std::vector<std::string>> segments_of(std::string_view path) {
  path.remove_prefix(admin_prefix.size());
  std::vector<std::string> segments;
  for (;;) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const auto segment = boost::urls::make_pct_string_view(path.substr(0, slash));
    if (!segment) return std::nullopt;
    segments.push_back(segment->decode());
    if (slash == path.size()) return segments;
    path.remove_prefix(slash + 1);
  }
}

/// The tag Name, or "".
std::string name_of(const ec2::Instance& instance) {
  const auto found = instance.tags.find("Name");
  return found == instance.tags.end() ? std::string{} : found->second;
}

json::object describe(const ec2::Instance& instance, const std::string& region, Instant now) {
  json::object object;
  object.emplace("id", instance.id);
  object.emplace("region", region);
  object.emplace("state", ec2::name(instance.state));
  object.emplace("type", instance.instance_type);
  object.emplace("name", name_of(instance));
  object.emplace("spot_request", instance.spot_request_id);
  object.emplace("launch_time", iso8601_seconds(instance.launch_time));
  object.emplace("age_seconds",
                 std::chrono::floor<std::chrono::seconds>(now - instance.launch_time).count());
  object.emplace("state_reason", ec2::code(instance.state_reason));
  if (instance.rebalance_at) object.emplace("rebalance", iso8601_seconds(*instance.rebalance_at));
  if (const auto* notice = instance.notice()) {
    json::object action;
    action.emplace("action", ec2::name(notice->action));
    action.emplace("time", iso8601_seconds(notice->deadline));
    object.emplace("notice", std::move(action));
  }
  return object;
}

}  // namespace

Admin::Admin(World& world, ProcessHost& host, Services& services, AdminSettings settings)
    : world_(world),
      host_(host),
      services_(services),
      settings_(std::move(settings)),
      timers_(world.scheduler) {
  world_.journal.listen([this](const Fact& fact) { fact_appended(fact); });
}

bool Admin::authorized(const HttpRequest& request) const {
  if (settings_.token.empty()) return true;
  return same_secret(request.headers.get("Authorization"), "Bearer " + settings_.token);
}

bool Admin::is_key_of(const std::string& instance, std::string_view key) const {
  return settings_.token.empty() || same_secret(key, metadata_key(settings_.token, instance));
}

void Admin::handle(HttpRequest request, http::Responder respond) {
  const auto segments = segments_of(protocol::path_of(request.target));
  if (!segments) return respond(failure(400, "The path is not well-formed."));
  const bool known = authorized(request);
  if (segments->front() == "health") return respond(health(known));
  const bool imds = segments->front() == "imds" && segments->size() > 1;
  const bool keyed = imds && segments->size() > 2 && !settings_.token.empty() &&
                     is_key_of((*segments)[1], (*segments)[2]);
  // Before anything is looked up: whoever may not ask does not learn which instances there are.
  if (!known && !keyed) {
    return respond(failure(401,
                           "The request needs the header 'Authorization: Bearer TOKEN', with "
                           "spotdrill_admin_token from the data directory's credentials."));
  }
  if (imds) return metadata((*segments)[1], keyed, std::move(request), respond);
  route(*segments, request, respond);
}

void Admin::metadata(std::string_view instance, bool keyed, HttpRequest request,
                     const http::Responder& respond) {
  const auto id = resolve(instance);
  if (!id.has_value()) return respond(failure(404, id.error()));
  // "/_spotdrill/imds/INSTANCE/latest/…", or "…/INSTANCE/KEY/latest/…", is "/latest/…" of that
  // instance.
  std::size_t rest = admin_prefix.size() + std::string_view{"imds"}.size();
  for (int passed = 0; passed < (keyed ? 2 : 1) && rest != std::string::npos; ++passed) {
    rest = request.target.find('/', rest + 1);
  }
  request.target = rest == std::string::npos ? "/" : request.target.substr(rest);
  // The token is for this server; an instance's metadata service never sees one.
  request.headers.erase("Authorization");
  respond(services_.metadata(request, *id));
}

void Admin::route(const Segments& path, const HttpRequest& request,
                  const http::Responder& respond) {
  const std::string& first = path.front();
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  const bool alone = path.size() == 1;
  if (first == "reset" && alone && post) return respond(reset());
  if (first == "clock" && alone && get) {
    return wait_for_clock(protocol::query_of(request.target), respond);
  }
  if (first == "journal" && alone && get) {
    return journal(protocol::query_of(request.target), respond);
  }
  if (first == "instances" && alone && get) return respond(list_instances());
  if (first == "instances" && path.size() == 3) return instance_request(path, request, respond);
  respond(failure(
      404, fmt::format("There is no {} {}.", request.method, protocol::path_of(request.target))));
}

void Admin::instance_request(const Segments& path, const HttpRequest& request,
                             const http::Responder& respond) {
  const auto id = resolve(path[1]);
  if (!id.has_value()) return respond(failure(404, id.error()));
  ec2::Ec2& region = *services_.ec2().find_region_of(*id);
  const std::string& verb = path[2];
  if (verb == "interrupt" && request.method == "POST") {
    return respond(interrupt(region, *id, request.body));
  }
  if (verb == "rebalance" && request.method == "POST") return respond(rebalance(region, *id));
  if (verb == "console" && request.method == "GET") {
    return console(*id, protocol::query_of(request.target), respond);
  }
  respond(failure(
      404, fmt::format("There is no {} {}.", request.method, protocol::path_of(request.target))));
}

HttpResponse Admin::health(bool known) const {
  json::object object;
  object.emplace("status", "ok");
  object.emplace("version", SPOTDRILL_VERSION);
  object.emplace("region", settings_.region);
  object.emplace("account", settings_.account);
  object.emplace("auth_required", !settings_.token.empty());
  json::array services;
  for (const auto& [name, service] : services_.dispatcher().services()) {
    services.emplace_back(json::string{name});
  }
  object.emplace("services", std::move(services));
  object.emplace("instances", host_.kind());
  object.emplace("network", settings_.network_open ? "open" : "aws-only");
  // The user's directories are nobody else's business.
  if (!known) return json_reply(std::move(object));
  json::array shares;
  for (const SharedDirectory& share : settings_.shares) {
    json::object pair;
    pair.emplace("host", share.host.string());
    pair.emplace("guest", share.guest.string());
    shares.emplace_back(std::move(pair));
  }
  object.emplace("shares", std::move(shares));
  return json_reply(std::move(object));
}

HttpResponse Admin::clock() const {
  json::object object;
  object.emplace("now", iso8601_millis(world_.clock.now()));
  object.emplace("now_microseconds", world_.clock.now().time_since_epoch().count());
  object.emplace("rate", world_.clock.rate());
  object.emplace("speed", to_text(settings_.speed));
  object.emplace("skipped", skipped().count());
  return json_reply(std::move(object));
}

HttpResponse Admin::list_instances() {
  json::array instances;
  for (const auto& [name, region] : services_.ec2().all()) {
    region->settle();
    for (const auto& [id, instance] : region->instances()) {
      instances.emplace_back(describe(instance, name, world_.clock.now()));
    }
  }
  json::object object;
  object.emplace("instances", std::move(instances));
  return json_reply(std::move(object));
}

HttpResponse Admin::reset() {
  followers_.clear();
  services_.reset();
  json::object object;
  object.emplace("status", "reset");
  return json_reply(std::move(object));
}

Result<std::string, std::string> Admin::resolve(std::string_view text) {
  std::vector<std::string> matches;
  for (const auto& [name, region] : services_.ec2().all()) {
    for (const auto& [id, instance] : region->instances()) {
      if (id == text) return id;
      const bool by_name = name_of(instance) == text && instance.is_up();
      const bool by_prefix = text.size() > 2 && id.starts_with(text);
      if (by_name || by_prefix) matches.push_back(id);
    }
  }
  if (matches.size() == 1) return matches.front();
  if (matches.empty()) {
    return refuse(fmt::format("There is no instance '{}': 'spotdrill ls' lists them.", text));
  }
  return refuse(fmt::format("'{}' means {} instances ({}, {}, …): give the whole id.", text,
                            matches.size(), matches[0], matches[1]));
}

HttpResponse Admin::interrupt(ec2::Ec2& region, const std::string& id, std::string_view body) {
  const auto parsed = parse_json(body.empty() ? "{}" : body);
  if (!parsed.has_value() || !parsed->is_object()) {
    return failure(400, "The body must be a JSON object, as {\"notice\": \"2m\"}.");
  }
  const json::object& object = parsed->get_object();
  Duration notice = ec2::interruption_notice_lead;
  if (const std::string_view text = string_at(object, "notice"); !text.empty()) {
    const auto read = parse_duration(text);
    if (!read || *read < Duration{0}) {
      return failure(400, fmt::format("The notice '{}' is no time: give it as 2m or 30s.", text));
    }
    notice = *read;
  }
  const ec2::Instance* instance = region.find_instance(id);
  if (const std::string_view name = string_at(object, "behavior"); !name.empty()) {
    const auto behavior = ec2::interruption_behavior(name);
    if (!behavior) {
      return failure(400,
                     fmt::format("The behavior '{}' is none: terminate, stop or hibernate.", name));
    }
    const ec2::SpotRequest* request = region.find_request(instance->spot_request_id);
    if (request != nullptr && !request->persistent &&
        *behavior != ec2::InterruptionBehavior::Terminate) {
      return failure(400,
                     "Only the instance of a persistent Spot Instance request can be stopped "
                     "or hibernated by an interruption.");
    }
    if (request != nullptr) region.edit_request(request->id).behavior = *behavior;
  }
  // "The rebalance recommendation signal can arrive … along with the two-minute interruption
  // notice", or sooner: at once, so that more than two minutes leave a time between.
  // Source: EC2 User Guide, "EC2 instance rebalance recommendations".
  const auto recommended = region.recommend_rebalance(id);
  if (!recommended.has_value()) return failure(400, recommended.error().message);
  const bool again = instance->interruption.has_value();
  const auto deadline =
      region.interrupt_at(id, world_.clock.now() + notice, ec2::InterruptionCause::NoCapacity);
  if (!deadline.has_value()) return failure(400, deadline.error().message);
  json::object reply;
  reply.emplace("instance", id);
  reply.emplace("deadline", iso8601_seconds(*deadline));
  // An earlier interruption's time may be the one that holds.
  if (again) reply.emplace("interrupted_before", true);
  return json_reply(std::move(reply));
}

HttpResponse Admin::rebalance(ec2::Ec2& region, const std::string& id) {
  const auto done = region.recommend_rebalance(id);
  if (!done.has_value()) return failure(400, done.error().message);
  json::object reply;
  reply.emplace("instance", id);
  return json_reply(std::move(reply));
}

void Admin::console(const std::string& id, std::string_view query, const http::Responder& respond) {
  HttpResponse response;
  response.headers.set("Content-Type", "text/plain; charset=utf-8");
  const ec2::Ec2* region = services_.ec2().find_region_of(id);
  const ec2::Instance* instance = region->find_instance(id);
  // A terminated instance's volume is gone; EC2 has kept the newest part of its console.
  std::string text = instance->state == ec2::InstanceState::Terminated
                         ? region->console(id)
                         : host_.console(id, console_reply_bytes_max);
  const bool over = instance->state == ec2::InstanceState::Terminated ||
                    instance->state == ec2::InstanceState::Stopped;
  if (!query_parameter(query, "follow") || over) {
    response.body = std::move(text);
    return respond(std::move(response));
  }
  const auto stream = respond.stream(std::move(response));
  stream->write(std::move(text));
  if (!followers_.add(id, stream)) stream->write("[spotdrill: too many followers]\n");
}

}  // namespace spotdrill::apps
