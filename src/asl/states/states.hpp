// What each type of state does when it is entered: one function for each, in a file of its name.
#pragma once

#include "asl/definition.hpp"
#include "asl/failure.hpp"
#include "asl/visit.hpp"

namespace spotdrill::asl {

/// "A Task State … causes the interpreter to execute the work identified by the state's Resource."
Result<Step, Failure> enter(const Task& task, const Visit& visit);

/// "A Pass State … by default passes its input to its output, performing no work."
Result<Step, Failure> enter(const Pass& pass, const Visit& visit);

/// "A Wait State … causes the interpreter to delay the machine for a specified time."
Result<Step, Failure> enter(const Wait& wait, const Visit& visit);

/// "A Choice State … adds branching logic to a state machine."
Result<Step, Failure> enter(const Choice& choice, const Visit& visit);

/// "The Succeed State … either terminates a state machine successfully, ends a branch of a Parallel
/// State, or ends an iteration of a Map State."
Result<Step, Failure> enter(const Succeed& succeed, const Visit& visit);

/// "The Fail State … terminates the machine and marks it as a failure."
Result<Step, Failure> enter(const Fail& fail, const Visit& visit);

/// "The Parallel State … causes parallel execution of branches."
Result<Step, Failure> enter(const Parallel& parallel, const Visit& visit);

/// "The Map State … causes the interpreter to process all the elements of an array, potentially in
/// parallel."
Result<Step, Failure> enter(const Map& map, const Visit& visit);

/// Whether a Choice's condition holds. Errors: States.Runtime: a path that finds nothing.
Result<bool, Failure> holds(const ChoiceCondition& condition, const Visit& visit);

/// An ItemBatcher: `items` in groups, with how many each has. Errors: States.Runtime,
/// States.DataLimitExceeded.
struct Batch {
  json::value input;
  std::int64_t items = 0;
};
Result<std::vector<Batch>, Failure> make_batches(const ItemBatcher& batcher,
                                                 std::vector<json::value> items,
                                                 const Visit& visit);

}  // namespace spotdrill::asl
