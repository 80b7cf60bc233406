#include "apps/services.hpp"

#include "engine/store.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/ec2/operations.hpp"
#include "services/fis/api_faults.hpp"
#include "services/fis/operations.hpp"
#include "services/iam/operations.hpp"
#include "services/kms/operations.hpp"
#include "services/s3/operations.hpp"
#include "services/sqs/operations.hpp"
#include "services/ssm/operations.hpp"
#include "services/states/operations.hpp"
#include "services/sts/operations.hpp"

namespace spotdrill::apps {
namespace {

/// EC2 asks IAM what an instance profile is.
ec2::Ec2Options with_profiles(ec2::Ec2Options options, iam::Identity& identity) {
  using Profile = std::optional<ec2::IamProfile>;
  options.resolve_profile = [&identity](const std::optional<std::string>& name,
                                        const std::optional<std::string>& arn) -> Result<Profile> {
    const auto profile = TRY(identity.resolve_instance_profile(name, arn));
    if (!profile) return Profile{};
    return Profile{{.arn = profile->arn, .id = profile->id, .name = profile->name}};
  };
  return options;
}

/// How a service is made that needs nothing but the world and its place in it.
template <class T>
typename wire::Regional<T>::Make regional(World& world, const std::string& account) {
  return [&world, account](const std::string& region) {
    return std::make_unique<T>(world, Place{.account = account, .region = region});
  };
}

}  // namespace

Services::Services(World& world, ProcessHost& host, BlobStore& blobs, ServiceSettings settings)
    : world_(world),
      seed_(settings.seed),
      identity_(world, settings.identity),
      instance_calls_(world),
      ec2_(world, settings.identity.account, host, with_profiles(settings.ec2, identity_)),
      cloudwatch_(regional<cloudwatch::CloudWatch>(world, settings.identity.account)),
      ssm_(regional<ssm::Ssm>(world, settings.identity.account)),
      kms_(regional<kms::Kms>(world, settings.identity.account)),
      s3_(world, blobs, settings.identity.account,
          [strict = settings.identity.strict_ids](std::string_view caller) {
            return !strict && !iam::instance_of(caller).empty();
          }),
      dynamodb_([&world, account = settings.identity.account,
                 delay = settings.ec2.settle_delay](const std::string& region) {
        return std::make_unique<dynamodb::DynamoDb>(
            world, Place{.account = account, .region = region}, delay);
      }),
      sqs_(regional<sqs::Sqs>(world, settings.identity.account)),
      fis_([this, &world, account = settings.identity.account](const std::string& region) {
        return std::make_unique<fis::Fis>(world, Place{.account = account, .region = region},
                                          ec2_.at(region), fis::Quotas{},
                                          [this] { return fis_roles(); });
      }),
      states_([this, &world, account = settings.identity.account,
               delay = settings.ec2.settle_delay](const std::string& region) {
        auto states = std::make_unique<states::States>(
            world, Place{.account = account, .region = region}, delay);
        states->begin(dispatcher_);
        return states;
      }),
      imds_(world, imds_sources()) {
  dispatcher_.add(iam::make_service(identity_));
  dispatcher_.add(sts::make_service(identity_));
  dispatcher_.add(ec2::make_service(ec2_));
  dispatcher_.add(cloudwatch::service(cloudwatch_));
  dispatcher_.add(ssm::service(ssm_));
  dispatcher_.add(kms::service(kms_));
  dispatcher_.add(s3::service(s3_));
  dispatcher_.add(dynamodb::service(dynamodb_));
  dispatcher_.add(sqs::service(sqs_));
  dispatcher_.add(fis::service(fis_));
  dispatcher_.add(states::service(states_));
  // Experiments that were under way go on.
  for (const std::string& region : world.store.scopes("fis-experiment")) fis_.at(region);
  // So do deletions of keys.
  for (const std::string& region : world.store.scopes("kms.keys")) kms_.at(region);
  // So do items that expire.
  for (const std::string& region : world.store.scopes("dynamodb.tables")) dynamodb_.at(region);
  // So do messages, and tasks that move them.
  for (const std::string& region : world.store.scopes("sqs.queues")) sqs_.at(region);
  // So do executions, and deletions of state machines.
  for (const std::string& region : world.store.scopes("states.machines")) states_.at(region);
}

imds::Sources Services::imds_sources() {
  imds::Sources sources;
  sources.role = [this](const ec2::Instance& instance) -> std::string {
    if (!instance.iam_profile) return {};
    const auto* profile = identity_.instance_profile_by_arn(instance.iam_profile->arn);
    return profile == nullptr ? std::string{} : profile->role;
  };
  sources.credentials = [this](const std::string& role,
                               const std::string& instance_id) -> std::optional<imds::Credentials> {
    const auto session = identity_.instance_session(role, instance_id);
    if (!session.has_value()) return std::nullopt;
    return imds::Credentials{
        .access_key_id = session->access_key_id,
        .secret_access_key = session->secret_access_key,
        .token = session->session_token,
        .issued = identity_.issued_at(session->access_key_id).value_or(world_.clock.now()),
        .expires = session->expires.value_or(world_.clock.now())};
  };
  return sources;
}

std::vector<fis::Role> Services::fis_roles() const {
  std::vector<fis::Role> roles;
  for (const iam::Role* role : identity_.roles()) {
    roles.push_back({.arn = role->arn, .tags = role->tags});
  }
  return roles;
}

std::optional<AwsError> Services::injected_error(const wire::Credential& caller,
                                                 const std::string& region,
                                                 std::string_view service,
                                                 std::string_view operation) {
  const std::string_view role = iam::role_of(caller.arn);
  const auto found = fis_.all().find(region);
  if (role.empty() || found == fis_.all().end()) return std::nullopt;
  return fis::injected_error(*found->second, role, service, operation);
}

protocol::HttpResponse Services::metadata(const protocol::HttpRequest& request,
                                          const std::string& instance_id) {
  const ec2::Ec2* region = ec2_.find_region_of(instance_id);
  const ec2::Instance* instance = region == nullptr ? nullptr : region->find_instance(instance_id);
  if (instance == nullptr) {
    protocol::HttpResponse missing;
    missing.status = 404;
    missing.headers.set("Content-Type", "text/plain");
    missing.body = "There is no instance '" + instance_id + "'.\n";
    return missing;
  }
  return imds_.answer(request, *instance, region->place());
}

void Services::reset() {
  for (const auto& [name, region] : states_.all()) region->dismiss();
  states_.clear();
  fis_.clear();
  ec2_.reset();
  cloudwatch_.clear();
  ssm_.clear();
  kms_.clear();
  dynamodb_.clear();
  sqs_.clear();
  world_.store.clear();
  s3_.reset();
  world_.journal.clear();
  // From here on as at the start, in the same order.
  if (seed_) world_.random.restart(*seed_);
  imds_.reset();
  instance_calls_.reset();
}

}  // namespace spotdrill::apps
