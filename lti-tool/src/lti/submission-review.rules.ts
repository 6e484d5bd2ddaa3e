/** What the gradebook opens from the cell of one student (Submission Review 1.0, 3.1). */
export interface SubmissionReview {
  /** For which states of the activity the link is offered. */
  reviewableStatus: string[];
  url: string;
  custom: Record<string, string>;
}

/** The review of a task: its own address, because an LMS may send a bare one. */
export function reviewOfTask(taskId: string, publicUrl: string): SubmissionReview {
  return {
    reviewableStatus: ['Submitted', 'Completed'],
    url: `${publicUrl}/lti/launch?task=${taskId}`,
    custom: { task: taskId },
  };
}
