#include "apps/services.hpp"

#include "apps/alarm_actions.hpp"
#include "apps/function_surroundings.hpp"
#include "apps/topic_queues.hpp"
#include "engine/store.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/ec2/operations.hpp"
#include "services/fis/api_faults.hpp"
#include "services/fis/operations.hpp"
#include "services/iam/operations.hpp"
#include "services/kms/operations.hpp"
#include "services/lambda/operations.hpp"
#include "services/logs/operations.hpp"
#include "services/s3/operations.hpp"
#include "services/secretsmanager/operations.hpp"
#include "services/sns/operations.hpp"
#include "services/sqs/operations.hpp"
#include "services/ssm/operations.hpp"
#include "services/states/operations.hpp"
#include "services/sts/operations.hpp"
#include "services/tagging/operations.hpp"

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

Services::Services(World& world, ProcessHost& host, FunctionHost& functions, BlobStore& blobs,
                   ServiceSettings settings)
    : world_(world),
      seed_(settings.seed),
      identity_(world, settings.identity),
      instance_calls_(world),
      ec2_(world, settings.identity.account, host, with_profiles(settings.ec2, identity_)),
      cloudwatch_([this, &world, account = settings.identity.account](const std::string& region) {
        const Place place{.account = account, .region = region};
        auto made =
            std::make_unique<cloudwatch::CloudWatch>(world, place, act_on(sns_, ec2_, place));
        made->alarms.set_listener([this, region](const cloudwatch::AlarmRecord& alarm) {
          const auto experiments = fis_.all().find(region);
          if (experiments == fis_.all().end()) return;
          experiments->second->alarm_changed(alarm.alarm.alarm_arn.value_or(""),
                                             alarm.alarm.state_value.value_or(""));
        });
        return made;
      }),
      logs_([this, &world, account = settings.identity.account](const std::string& region) {
        return std::make_unique<logs::Logs>(
            world, Place{.account = account, .region = region},
            [this, region](const logs::MetricValue& value) { publish(region, value); });
      }),
      ssm_(regional<ssm::Ssm>(world, settings.identity.account)),
      kms_(regional<kms::Kms>(world, settings.identity.account)),
      secrets_(regional<secretsmanager::SecretsManager>(world, settings.identity.account)),
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
      sns_([this, &world, account = settings.identity.account](const std::string& region) {
        return std::make_unique<sns::Sns>(world, Place{.account = account, .region = region},
                                          enqueue_into(sqs_));
      }),
      outside_of_functions_(outside_of_functions(
          {.identity = identity_, .logs = logs_, .s3 = s3_, .queues = sqs_, .topics = sns_},
          functions)),
      lambda_([this, &world, account = settings.identity.account](const std::string& region) {
        return std::make_unique<lambda::Lambda>(world, Place{.account = account, .region = region},
                                                outside_of_functions_);
      }),
      functions_(lambda_, functions),
      fis_([this, &world, account = settings.identity.account](const std::string& region) {
        return std::make_unique<fis::Fis>(
            world, Place{.account = account, .region = region}, ec2_.at(region), fis::Quotas{},
            [this] { return fis_roles(); },
            [this, region](std::string_view arn) { return alarm_state(region, arn); });
      }),
      states_([this, &world, account = settings.identity.account,
               delay = settings.ec2.settle_delay](const std::string& region) {
        auto states = std::make_unique<states::States>(
            world, Place{.account = account, .region = region}, delay);
        states->begin(dispatcher_);
        return states;
      }),
      cloudformation_([this, &world, account = settings.identity.account,
                       delay = settings.ec2.settle_delay](const std::string& region) {
        auto cloudformation = std::make_unique<cloudformation::CloudFormation>(
            world, Place{.account = account, .region = region}, delay);
        cloudformation->begin(dispatcher_);
        return cloudformation;
      }),
      tagged_services_{cloudwatch::tagged(cloudwatch_),
                       dynamodb::tagged(dynamodb_),
                       ec2::tagged(ec2_),
                       fis::tagged(fis_),
                       kms::tagged(kms_),
                       lambda::tagged(lambda_),
                       logs::tagged(logs_),
                       s3::tagged(s3_),
                       secretsmanager::tagged(secrets_),
                       sns::tagged(sns_),
                       sqs::tagged(sqs_),
                       ssm::tagged(ssm_),
                       states::tagged(states_)},
      tagging_([this, account = settings.identity.account](const std::string& region) {
        return std::make_unique<tagging::Tagging>(tagged_services_,
                                                  Place{.account = account, .region = region});
      }),
      imds_(world, imds_sources()) {
  dispatcher_.add(iam::make_service(identity_));
  dispatcher_.add(sts::make_service(identity_));
  dispatcher_.add(ec2::make_service(ec2_));
  dispatcher_.add(cloudformation::service(cloudformation_));
  dispatcher_.add(cloudwatch::service(cloudwatch_));
  dispatcher_.add(logs::service(logs_));
  dispatcher_.add(ssm::service(ssm_));
  dispatcher_.add(kms::service(kms_));
  dispatcher_.add(secretsmanager::service(secrets_));
  dispatcher_.add(s3::service(s3_));
  dispatcher_.add(dynamodb::service(dynamodb_));
  dispatcher_.add(sqs::service(sqs_));
  dispatcher_.add(sns::service(sns_));
  dispatcher_.add(lambda::service(lambda_));
  dispatcher_.add(fis::service(fis_));
  dispatcher_.add(states::service(states_));
  dispatcher_.add(tagging::service(tagging_));
  // Experiments that were under way go on.
  for (const std::string& region : world.store.scopes("fis-experiment")) fis_.at(region);
  // So do deletions of keys.
  for (const std::string& region : world.store.scopes("kms.keys")) kms_.at(region);
  // And of secrets.
  for (const std::string& region : world.store.scopes("secretsmanager.secrets")) {
    secrets_.at(region);
  }
  // So do items that expire.
  for (const std::string& region : world.store.scopes("dynamodb.tables")) dynamodb_.at(region);
  // So do messages, and tasks that move them.
  for (const std::string& region : world.store.scopes("sqs.queues")) sqs_.at(region);
  // So do topics, which alarms publish to.
  for (const std::string& region : world.store.scopes("sns.topics")) sns_.at(region);
  // So do alarms.
  for (const std::string& region : world.store.scopes("cloudwatch.alarms")) cloudwatch_.at(region);
  // So do values of metrics that are due when nothing has matched.
  for (const std::string& region : world.store.scopes("logs.metric-filters")) logs_.at(region);
  take_up_functions();
  // So do executions, and deletions of state machines.
  for (const std::string& region : world.store.scopes("states.machines")) states_.at(region);
  // So do deployments of stacks.
  for (const std::string& region : world.store.scopes("cloudformation.stacks")) {
    cloudformation_.at(region);
  }
}

/// Events that wait for their functions go on; of code that no function has nothing is kept.
void Services::take_up_functions() {
  std::vector<std::string> kept;
  for (const std::string& region : world_.store.scopes("lambda.functions")) {
    for (const auto& [name, function] : lambda_.at(region).functions()) {
      kept.push_back(function.latest.code.id);
      for (const lambda::Version& version : function.versions) kept.push_back(version.code.id);
    }
  }
  outside_of_functions_.host->retain_code(kept);
}

/// What a metric filter has found is a value like any other.
void Services::publish(const std::string& region, const logs::MetricValue& value) {
  cloudwatch::CloudWatch& target = cloudwatch_.at(region);
  // DEVIATION: values for which CloudWatch has no room are dropped; on AWS there always is.
  if (target.metrics.full(1)) return;
  std::vector<api::cloudwatch::Dimension> dimensions;
  for (const auto& [name, selected] : value.dimensions) dimensions.push_back({name, selected});
  const auto unit = value.unit ? cloudwatch::parse_unit(*value.unit) : std::nullopt;
  target.metrics.add(cloudwatch::metric_id(value.metric_namespace, value.name, dimensions),
                     value.at, unit.value_or(cloudwatch::unit_none),
                     cloudwatch::Aggregate::of(value.value), target.now());
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

std::string Services::alarm_state(const std::string& region, std::string_view arn) {
  const cloudwatch::AlarmRecord* alarm = cloudwatch_.at(region).alarms.find_by_arn(arn);
  return alarm == nullptr ? std::string{} : alarm->alarm.state_value.value_or("");
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
  cloudformation_.clear();
  for (const auto& [name, region] : states_.all()) region->dismiss();
  states_.clear();
  for (const auto& [name, region] : lambda_.all()) region->environments().dismiss();
  lambda_.clear();
  outside_of_functions_.host->retain_code({});
  fis_.clear();
  ec2_.reset();
  logs_.clear();
  cloudwatch_.clear();
  ssm_.clear();
  kms_.clear();
  secrets_.clear();
  dynamodb_.clear();
  sns_.clear();
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
