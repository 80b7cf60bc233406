// The operations that make instances and Spot requests and change their states, the table of all of
// EC2's operations, and the check that every one has in common. What only shows or labels is in
// describes.hpp.
#pragma once

#include <optional>

#include "api/ec2.hpp"
#include "services/ec2/ec2_service.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::ec2 {

/// Requests Spot Instances; they are launched when the requests have been evaluated.
/// Errors: MissingParameter, InvalidParameterValue, InvalidParameterCombination,
/// MaxSpotInstanceCountExceeded, IdempotentParameterMismatch.
/// Source: EC2 API Reference, RequestSpotInstances.
Result<api::ec2::RequestSpotInstancesResult> request_spot_instances(
    Ec2& ec2, const api::ec2::RequestSpotInstancesRequest& request);

/// Errors: InvalidSpotInstanceRequestID.NotFound and .Malformed, InvalidParameterCombination.
/// Source: EC2 API Reference, DescribeSpotInstanceRequests.
Result<api::ec2::DescribeSpotInstanceRequestsResult> describe_spot_instance_requests(
    Ec2& ec2, const api::ec2::DescribeSpotInstanceRequestsRequest& request);

/// Cancels requests. "Canceling a Spot Instance request does not terminate running Spot Instances
/// associated with the request."
/// Errors: InvalidSpotInstanceRequestID.NotFound and .Malformed.
/// Source: EC2 API Reference, CancelSpotInstanceRequests.
Result<api::ec2::CancelSpotInstanceRequestsResult> cancel_spot_instance_requests(
    Ec2& ec2, const api::ec2::CancelSpotInstanceRequestsRequest& request);

/// Launches instances, On-Demand or Spot.
/// Errors: those of read_plan and of the catalogue, InsufficientInstanceCapacity,
/// SpotMaxPriceTooLow, IdempotentParameterMismatch.
/// Source: EC2 API Reference, RunInstances.
Result<api::ec2::Reservation> run_instances(Ec2& ec2, const api::ec2::RunInstancesRequest& request);

/// Shuts instances down for good. Terminating one again succeeds.
/// Errors: InvalidInstanceID.NotFound and .Malformed, OperationNotPermitted.
/// Source: EC2 API Reference, TerminateInstances.
Result<api::ec2::TerminateInstancesResult> terminate_instances(
    Ec2& ec2, const api::ec2::TerminateInstancesRequest& request);

/// Errors: InvalidInstanceID.NotFound and .Malformed, IncorrectInstanceState, UnsupportedOperation,
/// UnsupportedHibernationConfiguration, OperationNotPermitted.
/// Source: EC2 API Reference, StopInstances.
Result<api::ec2::StopInstancesResult> stop_instances(Ec2& ec2,
                                                     const api::ec2::StopInstancesRequest& request);

/// Errors: InvalidInstanceID.NotFound and .Malformed, IncorrectInstanceState,
/// IncorrectSpotRequestState.
/// Source: EC2 API Reference, StartInstances.
Result<api::ec2::StartInstancesResult> start_instances(
    Ec2& ec2, const api::ec2::StartInstancesRequest& request);

/// Errors: InvalidInstanceID.NotFound and .Malformed, IncorrectInstanceState.
/// Source: EC2 API Reference, RebootInstances.
Result<api::ec2::RebootInstancesResult> reboot_instances(
    Ec2& ec2, const api::ec2::RebootInstancesRequest& request);

/// DryRun: refuses a request that asks for it. Nothing when it does not.
/// Errors: DryRunOperation.
// DEVIATION: AWS checks the rest of the request first; here its form only has been checked.
std::optional<AwsError> precheck(const wire::Operation& operation, const void* request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(Ec2Service& regions);

/// EC2 as the dispatcher takes it. `service` outlives the dispatcher.
wire::Service make_service(Ec2Service& service);

}  // namespace spotdrill::ec2
