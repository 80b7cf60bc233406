// The AWS operations that a drill is made of, one function each. Nothing here is known to spotdrill
// only: the same calls drive AWS.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "client/client.hpp"
#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// Errors: a sentence with the operation, AWS's code and its message.
template <class T>
using Called = Result<T, std::string>;

struct RequestNow {
  std::string state;        ///< "open", "active", "closed", …
  std::string status_code;  ///< "fulfilled".
  std::string status_message;
  std::string instance_id;  ///< Empty: not yet.
  double price_max = 0;     ///< US dollars an hour; 0: not told.
};

struct InstanceNow {
  std::string state;         ///< "running".
  std::string state_reason;  ///< "Server.SpotInstanceTermination"; empty: none.
  std::string type;          ///< "t3.small".
  std::string zone;          ///< "us-east-1a".
  std::string subnet;        ///< Its id.
};

struct ExperimentNow {
  std::string state;  ///< "completed".
  std::string reason;
};

struct ExecutionNow {
  std::string status;  ///< "RUNNING".
  std::string error;   ///< Empty: none.
  std::string cause;
  std::optional<Instant> stopped;
};

struct StackNow {
  std::string status;  ///< "CREATE_COMPLETE".
  std::string reason;
  std::map<std::string, std::string> outputs;
};

/// A Task of an execution whose operation has been carried out.
struct CalledByExecution {
  std::int64_t event_id = 0;
  Instant at;
  std::string operation;  ///< "requestSpotInstances".
  json::value output;     ///< Of the operation; null when the history does not have it.
};

class Cloud {
 public:
  /// `client` outlives it.
  explicit Cloud(client::Client& client) : client_(client) {}

  [[nodiscard]] const std::string& region() const { return client_.options().region; }

  /// The caller's account: twelve digits.
  Called<std::string> account();

  /// Puts a String parameter unless there is one of that name. True when it was put.
  Called<bool> ensure_parameter(const std::string& name, const std::string& value);

  /// Makes a bucket unless there is one, and puts the files of its directory into it. Returns how
  /// many.
  Called<int> ensure_bucket(const Bucket& bucket);
  /// Whether there is such a bucket, and we may use it.
  bool is_ours(const std::string& bucket);

  /// Makes an instance profile with a role of the same name, unless there is one.
  Called<void> ensure_instance_profile(const std::string& name);

  /// Makes a role that `service` ("fis.amazonaws.com") may assume, unless there is one. Returns its
  /// ARN.
  Called<std::string> ensure_role(const std::string& name, std::string_view service);

  /// An image of Amazon's for x86_64, to be used when the drill names none.
  Called<std::string> default_image();

  /// Requests one Spot Instance. `specification` is the launch specification by the model's names.
  /// Returns the request's id.
  Called<std::string> request_spot_instance(const json::object& specification);

  Called<RequestNow> describe_request(const std::string& id);
  Called<InstanceNow> describe_instance(const std::string& id);
  Called<void> create_tags(const std::string& resource,
                           const std::map<std::string, std::string>& tags);

  /// What instances of `type` cost on Spot now, in US dollars an hour, in `zone`.
  Called<double> spot_price(const std::string& type, const std::string& zone);

  /// The user data that an instance was launched with; empty: none.
  Called<std::string> user_data_of(const std::string& instance);

  /// The newest console output of an instance; empty as long as there is none.
  Called<std::string> console(const std::string& instance);

  /// Creates an experiment template of a document by the model's names. Returns its id.
  Called<std::string> create_experiment_template(const json::object& document);
  /// Starts an experiment of a template. Returns its id.
  Called<std::string> start_experiment(const std::string& template_id);
  Called<ExperimentNow> describe_experiment(const std::string& id);
  Called<void> stop_experiment(const std::string& id);
  Called<void> delete_experiment_template(const std::string& id);

  /// The states of a definition that call what the endpoint has not: "/States/X/Resource: why".
  Called<std::vector<std::string>> missing_integrations(const std::string& definition);

  /// Creates a STANDARD state machine. Returns its ARN.
  Called<std::string> create_state_machine(const std::string& name, const std::string& definition,
                                           const std::string& role_arn);
  Called<void> delete_state_machine(const std::string& arn);
  /// The definition of a state machine that is there.
  Called<std::string> definition_of(const std::string& state_machine_arn);
  /// Starts an execution of a state machine. Returns its ARN.
  Called<std::string> start_execution(const std::string& state_machine_arn, const std::string& name,
                                      const std::string& input);
  Called<ExecutionNow> describe_execution(const std::string& arn);
  /// What an execution has called since event number `after`, oldest first. `after` is set to the
  /// newest event that there is.
  Called<std::vector<CalledByExecution>> calls_of_execution(const std::string& arn,
                                                            std::int64_t& after);
  /// The states that an execution has passed through, in order of entry.
  Called<std::vector<StateVisit>> visits_of_execution(const std::string& arn);
  Called<void> stop_execution(const std::string& arn);

  /// Begins to make a stack; whatever capability its template asks for is acknowledged.
  Called<void> create_stack(const std::string& name, const StackTemplate& stack);
  Called<StackNow> describe_stack(const std::string& name);
  /// Why it failed: of the first resource that did.
  Called<std::string> failure_of_stack(const std::string& name);
  Called<void> delete_stack(const std::string& name);

  Called<void> terminate(const std::vector<std::string>& instances);
  Called<void> cancel_requests(const std::vector<std::string>& requests);

 private:
  client::Client& client_;
};

}  // namespace spotdrill::drill
