// Every service of the daemon, built in the order of their needs and taken apart in the reverse.
// Wiring: nothing is decided here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/blob_store.hpp"
#include "engine/function_host.hpp"
#include "engine/process_host.hpp"
#include "engine/world.hpp"
#include "services/cloudformation/cloudformation.hpp"
#include "services/cloudwatch/cloudwatch.hpp"
#include "services/dynamodb/dynamodb.hpp"
#include "services/ec2/ec2_service.hpp"
#include "services/fis/fis.hpp"
#include "services/iam/identity.hpp"
#include "services/iam/instance_calls.hpp"
#include "services/imds/imds.hpp"
#include "services/kms/kms.hpp"
#include "services/lambda/functions.hpp"
#include "services/logs/logs.hpp"
#include "services/s3/s3.hpp"
#include "services/secretsmanager/secrets_manager.hpp"
#include "services/sns/sns.hpp"
#include "services/sqs/sqs.hpp"
#include "services/ssm/ssm.hpp"
#include "services/states/states.hpp"
#include "services/tagging/tagging.hpp"
#include "wire/dispatcher.hpp"
#include "wire/forwarding.hpp"
#include "wire/regional.hpp"

namespace spotdrill::apps {

struct ServiceSettings {
  iam::Settings identity;
  ec2::Ec2Options ec2;
  /// Where the random numbers begin again after a reset; nothing: they go on.
  std::optional<std::uint64_t> seed = {};
};

class Services {
 public:
  /// `world`, the hosts and `blobs` outlive it. Takes up what the store holds.
  Services(World& world, ProcessHost& host, FunctionHost& functions, BlobStore& blobs,
           ServiceSettings settings);
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  [[nodiscard]] const wire::Dispatcher& dispatcher() const { return dispatcher_; }
  /// Has the calls of some services carried out elsewhere, whoever makes them. It outlives this.
  void set_forwarding(wire::Forwarding& forwarding) { dispatcher_.set_forwarding(&forwarding); }
  [[nodiscard]] const iam::Identity& identity() const { return identity_; }
  [[nodiscard]] ec2::Ec2Service& ec2() { return ec2_; }
  [[nodiscard]] const s3::S3& s3() const { return s3_; }
  [[nodiscard]] iam::InstanceCalls& instance_calls() { return instance_calls_; }

  /// What a running experiment has this call refused with; nothing when none has.
  std::optional<AwsError> injected_error(const wire::Credential& caller, const std::string& region,
                                         std::string_view service, std::string_view operation);

  /// What asks for the runtime interface: sandboxes of functions.
  [[nodiscard]] lambda::Functions& functions() { return functions_; }

  /// The metadata of an instance; 404 when there is no such instance.
  protocol::HttpResponse metadata(const protocol::HttpRequest& request,
                                  const std::string& instance_id);

  /// Empties every service in every region, ends every instance, and puts the defaults back.
  void reset();

 private:
  void publish(const std::string& region, const logs::MetricValue& value);
  [[nodiscard]] imds::Sources imds_sources();
  [[nodiscard]] std::vector<fis::Role> fis_roles() const;
  /// Empty: there is no such alarm.
  [[nodiscard]] std::string alarm_state(const std::string& region, std::string_view arn);
  void take_up_functions();

  World& world_;
  std::optional<std::uint64_t> seed_;
  iam::Identity identity_;
  iam::InstanceCalls instance_calls_;
  ec2::Ec2Service ec2_;
  wire::Regional<cloudwatch::CloudWatch> cloudwatch_;
  wire::Regional<logs::Logs> logs_;
  wire::Regional<ssm::Ssm> ssm_;
  wire::Regional<kms::Kms> kms_;
  wire::Regional<secretsmanager::SecretsManager> secrets_;
  s3::S3 s3_;
  wire::Regional<dynamodb::DynamoDb> dynamodb_;
  wire::Regional<sqs::Sqs> sqs_;
  wire::Regional<sns::Sns> sns_;
  lambda::Outside outside_of_functions_;
  wire::Regional<lambda::Lambda> lambda_;
  lambda::Functions functions_;
  wire::Regional<fis::Fis> fis_;
  wire::Regional<states::States> states_;
  wire::Regional<cloudformation::CloudFormation> cloudformation_;
  std::vector<services::TaggedService> tagged_services_;
  wire::Regional<tagging::Tagging> tagging_;
  imds::Imds imds_;
  wire::Dispatcher dispatcher_;
};

}  // namespace spotdrill::apps
